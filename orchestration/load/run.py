"""One load: what changed in PostgreSQL, or all of it, brought to the lake in one transaction."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from duckdb import DuckDBPyConnection

from orchestration.load.bulk import drop, load_whole
from orchestration.load.changes import load_changed
from orchestration.load.contract import Table, lake_tables
from orchestration.load.exclusive import only_load, purge_seen
from orchestration.load.plan import LoadMode, Plan, make_plan
from orchestration.load.source import Snapshot, source_attached
from orchestration.load.watermark import write_watermark
from transform.lake import current_snapshot, lake_transaction, open_lake

PATIENCE = 600.0
"""Seconds a load waits for another to end."""

Progress = Callable[[str, int, int], None]
"""Told before each table: its name, which it is, of how many."""

Bring = Callable[[DuckDBPyConnection, Table], int]


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What a load brought: by table touched, how many rows changed (or, loaded whole, are there).

    After it, `lake_snapshot` of the lake equals `watermark` of PostgreSQL.
    """

    mode: LoadMode
    tables: dict[str, int]
    seconds: float
    lake_snapshot: int
    watermark: Snapshot

    @property
    def rows(self) -> int:
        """Rows brought, in all."""
        return sum(self.tables.values())


def load(
    url: str,
    *,
    lake_path: str,
    full: bool = False,
    accept_schema: bool = False,
    progress: Progress | None = None,
    patience: float = PATIENCE,
) -> LoadResult:
    """Makes the lake equal PostgreSQL as it is now, in one transaction, by the shortest way.

    Raises `ContractBroken` (unless `accept_schema`), `UnboundedNumeric` or `LoadUnderWay`; has then
    touched nothing.
    """
    with open_lake(url, lake_path) as lake:
        return load_into(
            lake,
            url,
            full=full,
            accept_schema=accept_schema,
            progress=progress,
            patience=patience,
        )


def load_into(
    lake: DuckDBPyConnection,
    url: str,
    *,
    full: bool = False,
    accept_schema: bool = False,
    progress: Progress | None = None,
    patience: float = PATIENCE,
) -> LoadResult:
    """The same through a lake that stays open, for whoever loads often."""
    started = time.monotonic()
    with loading(
        lake, url, full=full, accept_schema=accept_schema, progress=progress, patience=patience
    ) as (plan, tables):
        pass
    return LoadResult(
        mode=plan.mode,
        tables=tables,
        seconds=time.monotonic() - started,
        lake_snapshot=current_snapshot(lake),
        watermark=plan.snapshot,
    )


@contextmanager
def loading(
    lake: DuckDBPyConnection,
    url: str,
    *,
    full: bool = False,
    accept_schema: bool = False,
    progress: Progress | None = None,
    patience: float = PATIENCE,
) -> Iterator[tuple[Plan, dict[str, int]]]:
    """A load carried out but not committed: in the block, both sides are read at one snapshot.

    Yields what was planned, and the rows brought by table. Commits on leaving the block; after an
    exception the lake is as it was.
    """
    with only_load(url, patience=patience) as lock:
        held = lake_tables(lake)
        with source_attached(lake, url), lake_transaction(lake):
            plan = make_plan(lake, held=held, full=full, accept_schema=accept_schema)
            yield plan, _carry_out(lake, plan, progress=progress)
        purge_seen(lock, plan.snapshot)


def _carry_out(
    lake: DuckDBPyConnection, plan: Plan, *, progress: Progress | None
) -> dict[str, int]:
    if plan.mode is LoadMode.NOTHING:
        return {}
    for table in plan.gone:
        drop(lake, table)
    rows = {}
    steps = list(_steps(plan))
    for number, (table, bring) in enumerate(steps, start=1):
        if progress is not None:
            progress(table.full_name, number, len(steps))
        rows[table.full_name] = bring(lake, table)
    write_watermark(lake)
    return rows


def _steps(plan: Plan) -> Iterator[tuple[Table, Bring]]:
    for table in plan.whole:
        yield table, load_whole
    if plan.since is not None:
        for table in plan.changed:
            yield table, partial(load_changed, since=plan.since)
