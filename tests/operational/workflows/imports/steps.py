"""What the tests of imports do again and again."""

import csv
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg

from operational.workflows.imports.report import ImportReport
from operational.workflows.imports.run import import_source

DATA = Path(__file__).parents[3] / "data"
NORTHWIND = DATA / "northwind"
ONLINE_RETAIL = DATA / "online_retail" / "online_retail_3_months.parquet"
SMALL_COMPANY = DATA / "small_company"
AT = datetime(2026, 10, 1, 8, tzinfo=UTC)


def bring_in(url: str, path: Path, source: str = "standard", **more: Any) -> ImportReport:
    """An import on the first of October 2026."""
    return import_source(url, path=path, source=source, **({"at": AT} | more))


def rows(url: str, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    with psycopg.connect(url) as connection:
        return connection.execute(statement, parameters or None).fetchall()


def value(url: str, statement: str, *parameters: object) -> Any:
    """The only value of a query."""
    [[only]] = rows(url, statement, *parameters)
    return only


def digest(url: str) -> dict[str, str]:
    """A digest of the rows of each table of the database."""
    with psycopg.connect(url) as connection:
        tables = connection.execute(
            "SELECT c.oid::regclass::text FROM pg_class AS c WHERE c.relkind = 'r'"
            " AND c.relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        return {name: _digest(connection, name) for [name] in tables}


def _digest(connection: psycopg.Connection, table: str) -> str:
    all_rows = "coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '')"
    found = connection.execute(f"SELECT md5({all_rows}) FROM {table} AS t").fetchone()
    assert found is not None
    return str(found[0])


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a plain CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(report: ImportReport) -> dict[str, int]:
    """The rows written, by layout."""
    return {layout: counts.written for layout, counts in report.counts.items()}


def refused(report: ImportReport) -> list[tuple[str, int, str, str, str]]:
    """File, line, column, value and reason of each refusal."""
    return [(i.file, i.line, i.column, i.value, i.reason) for i in report.refusals]


def adds_up(report: ImportReport) -> bool:
    """Whether every row read is written, unchanged or refused, and each refused one explained."""
    return all(
        counts.read == counts.written + counts.unchanged + counts.refused
        and (counts.refused > 0) == any(issue.layout == name for issue in report.refusals)
        for name, counts in report.counts.items()
    )


def write_source(folder: Path, text: str) -> str:
    """A mapping file of the test's own; gives its path."""
    path = folder / "source.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def write_files(folder: Path, files: Mapping[str, str]) -> Path:
    """Files of the test's own, by name."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def cents(number: str) -> Decimal:
    """An amount."""
    return Decimal(number)
