"""Brings the tables of the warehouse to the state of what was just loaded, in the same transaction."""

from dataclasses import dataclass

import polars as pl
from duckdb import DuckDBPyConnection

from orchestration.live.follow import Batch, Follow


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did: the tables that followed, and those that were computed whole."""

    tables: tuple[str, ...]
    whole: tuple[str, ...]


def refresh(lake: DuckDBPyConnection, batch: Batch) -> Refreshed:
    """Makes every table what a build would make it, row for row where it has no measures.

    A rollup may have several rows of the same day and dimensions: their sums are what a build gives.
    Raises TooMuch, having changed nothing.
    """
    before = {
        follow.model.name: _measured(lake, follow) for follow in batch.follows if follow.difference
    }
    for follow in batch.follows:
        if follow.difference is not None:
            _add_difference(lake, follow, before[follow.model.name])
        else:
            _compute_again(lake, follow)
    return Refreshed(
        tables=tuple(follow.model.name for follow in batch.follows),
        whole=tuple(
            follow.model.name
            for follow in batch.follows
            if follow.rows is None and follow.difference is None
        ),
    )


def _compute_again(lake: DuckDBPyConnection, follow: Follow) -> None:
    model, condition = follow.model, follow.rows or "TRUE"
    columns = ", ".join(model.columns)
    if condition == "FALSE":
        return
    lake.execute(f"DELETE FROM {model.relation} WHERE {condition}")
    lake.execute(
        f"INSERT INTO {model.relation} ({columns})"
        f" SELECT {columns} FROM ({model.sql}) WHERE {condition}"
    )


def _measured(lake: DuckDBPyConnection, follow: Follow) -> pl.DataFrame:
    """What the facts that the batch touches add to a rollup, now."""
    return lake.execute(
        f"SELECT {', '.join(follow.model.columns)} FROM ({follow.difference})"
    ).pl()


def _add_difference(lake: DuckDBPyConnection, follow: Follow, before: pl.DataFrame) -> None:
    model = follow.model
    difference = pl.concat(
        [_measured(lake, follow), before.with_columns(-pl.col(name) for name in model.measures)],
        how="vertical_relaxed",
    )
    keys = [name for name in model.columns if name not in model.measures]
    summed = (
        difference.group_by(keys)
        .agg(pl.col(name).sum() for name in model.measures)
        .filter(pl.any_horizontal(pl.col(name) != 0 for name in model.measures))
    )
    if summed.is_empty():
        return
    columns = ", ".join(model.columns)
    lake.register("difference", summed.select(model.columns))
    lake.execute(f"INSERT INTO {model.relation} ({columns}) SELECT {columns} FROM difference")
    lake.unregister("difference")
