"""Whether two states of the warehouse say the same, table by table, to the cent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from orchestration.live.project import Model
from transform.lake import LAKE


@dataclass(frozen=True, slots=True)
class Compared:
    """A table at two snapshots: how many rows are in one of them only, and one of those.

    Rows of a rollup are the sums by its keys that are not zero: it may have several rows of one key.
    """

    table: str
    before_only: int
    after_only: int
    example: tuple[Any, ...] | None = None

    @property
    def is_equal(self) -> bool:
        """Whether both snapshots have the same rows."""
        return not self.before_only and not self.after_only


@dataclass(frozen=True, slots=True)
class Rebuild:
    """Two published snapshots of one load: as the increments left it, and computed again."""

    before: int
    after: int
    loaded_at: datetime


def last_rebuild(lake: DuckDBPyConnection, *, since: datetime) -> Rebuild | None:
    """The last rebuild, published after `since`, of a state that was published already.

    Increments only publish a new load, so that two snapshots of one load are a state and its rebuild.
    """
    found = lake.execute(
        f"""
        SELECT before, snapshot_id, loaded_at FROM (
            SELECT
                *,
                lag(snapshot_id) OVER (PARTITION BY loaded_at ORDER BY snapshot_id) AS before
            FROM {LAKE}.reports.runs
            WHERE snapshot_id IS NOT NULL
        ) AS runs
        WHERE before IS NOT NULL AND published_at >= ?
        ORDER BY snapshot_id DESC
        LIMIT 1
        """,
        [since],
    ).fetchone()
    return None if found is None else Rebuild(*found)


def compare(
    lake: DuckDBPyConnection, models: Iterable[Model], *, before: int, after: int
) -> Iterator[Compared]:
    """Compares tables at two snapshots; one that had other columns then, or was not, is left out.

    Both sides are read once, and added up by a hash of each row; rows are only told apart where the
    sums differ.
    """
    for model in models:
        columns = _columns(lake, model, after)
        if columns and columns == _columns(lake, model, before):
            yield _compare(lake, model, before, after)


def _columns(lake: DuckDBPyConnection, model: Model, snapshot: int) -> list[tuple[str, str]]:
    """The names and types of the columns a table had; none where there was no table."""
    try:
        described = lake.execute(
            f"DESCRIBE SELECT * FROM {model.relation} AT (VERSION => {snapshot})"
        ).fetchall()
    except duckdb.CatalogException:
        return []
    return [(name, kind) for name, kind, *_ in described]


def _compare(lake: DuckDBPyConnection, model: Model, before: int, after: int) -> Compared:
    old, new = _rows(model, before), _rows(model, after)
    if total(lake, model, old) == total(lake, model, new):
        return Compared(model.name, 0, 0)
    only = [_only(lake, *sides) for sides in ((old, new), (new, old))]
    (before_only, _), (after_only, _) = only
    example = next((one for _, one in only if one is not None), None)
    return Compared(model.name, before_only, after_only, example)


def _rows(model: Model, snapshot: int) -> str:
    """A query for what a table says at a snapshot."""
    table = f"{model.relation} AT (VERSION => {snapshot})"
    if not model.is_rollup:
        return f"SELECT {', '.join(model.columns)} FROM {table}"
    return model.summed(table)


def total(lake: DuckDBPyConnection, model: Model, query: str) -> tuple[Any, ...] | None:
    """How many rows a query for those of a table has, and the sum of their hashes."""
    columns = ", ".join(model.columns)
    return lake.execute(f"SELECT count(*), sum(hash({columns})) FROM ({query})").fetchone()


def _only(lake: DuckDBPyConnection, ours: str, theirs: str) -> tuple[int, tuple[Any, ...] | None]:
    """How many rows of a query the other has not, as often; and one of them."""
    rows = f"FROM (({ours}) EXCEPT ALL ({theirs}))"
    [(count,)] = lake.execute(f"SELECT count(*) {rows}").fetchall()
    return int(count), lake.execute(f"{rows} LIMIT 1").fetchone()
