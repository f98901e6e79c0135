"""A warehouse made by hand: the reports' tables with the rows a test says, published when it says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from duckdb import DuckDBPyConnection

from transform.dbt import PROJECT
from transform.lake import current_snapshot
from transform.reader.catalog import Rollup, Term, metrics

BOARD = PROJECT / "models" / "reports" / "board" / "_board__models.yml"


class Rollups:
    """The tables of the reports in a lake open for writing."""

    def __init__(self, lake: DuckDBPyConnection) -> None:
        """Makes the tables, empty, with the columns of their contracts."""
        self._lake = lake
        lake.execute("BEGIN")  # one commit: each that changes the schema reads the catalog again
        lake.execute("CREATE SCHEMA lake.reports")
        for name, columns in contracts(BOARD):
            described = ", ".join(f"{column} {kind}" for column, kind in columns.items())
            lake.execute(f"CREATE TABLE lake.reports.{name} ({described})")
        make_runs(lake)
        lake.execute("COMMIT")

    def add(self, table: str, **values: Any) -> None:
        """Adds a row to a table, published or not."""
        row = values if table == "rpt_filter_options" else {"company_id": 1} | values
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        self._lake.execute(
            f"INSERT INTO lake.reports.{table} ({columns}) VALUES ({marks})", list(row.values())
        )

    def publish(self) -> int:
        """Sums the rollups up and publishes the present state, as a build; returns its snapshot."""
        self._lake.execute("BEGIN")
        self._lake.execute("DELETE FROM lake.reports.rpt_board_daily")
        terms = {term for metric in metrics().values() for term in metric.terms}
        rollups = {term.rollup for term in terms if term.rollup.summary is not None}
        filled = {rollup for rollup in rollups if self._has_rows(rollup)}
        for term in terms:
            if term.rollup in filled:
                for statement in summed(term):
                    self._lake.execute(statement)
        self._lake.execute("COMMIT")
        snapshot = current_snapshot(self._lake)
        self._lake.execute(
            "INSERT INTO lake.reports.runs VALUES ('run', '2026-06-01 06:00:00Z', ?,"
            " '2026-06-01 06:01:00Z')",
            [snapshot],
        )
        return snapshot

    def _has_rows(self, rollup: Rollup) -> bool:
        return (
            self._lake.execute(f"FROM lake.reports.{rollup.name} LIMIT 1").fetchone() is not None
        )


def make_runs(lake: DuckDBPyConnection) -> None:
    """The table of runs, empty, as a build makes it (publish.sql)."""
    lake.execute(
        "CREATE TABLE lake.reports.runs (run_id VARCHAR, loaded_at TIMESTAMPTZ,"
        " snapshot_id BIGINT, published_at TIMESTAMPTZ)"
    )


def summed(term: Term) -> Iterator[str]:
    """The statements that add a term to the summary of the board: in all, then by each dimension."""
    assert term.rollup.summary is not None
    members = {
        name: dimension.column
        for name, dimension in term.rollup.dimensions.items()
        if name not in term.rollup.summary.dimensions
    }
    for dimension, member in {"all": "NULL", **members}.items():
        yield (
            "INSERT INTO lake.reports.rpt_board_daily"
            " (dimension, member, measure, day, company_id, agency_id, value)"
            f" SELECT '{dimension}', {member} AS who, '{term.measure}', {term.rollup.day},"
            f" company_id, agency_id, {term.aggregate}"
            f" FROM lake.reports.{term.rollup.name}"
            f" WHERE '{dimension}' = 'all' OR {member} IS NOT NULL GROUP BY ALL"
        )


def contracts(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The tables of a file of models, with the types of their columns."""
    for model in yaml.safe_load(path.read_text())["models"]:
        yield (
            model["name"],
            {column["name"]: column["data_type"] for column in model["columns"]},
        )
