"""The lake kept small: past states let go, small files merged, files of no state removed."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb
import psycopg
from duckdb import DuckDBPyConnection

from orchestration.care import catalog
from orchestration.care.exclusive import only_care
from orchestration.load.exclusive import only_load
from orchestration.load.run import PATIENCE
from transform.lake import INLINED_ROWS, LAKE, current_snapshot, open_lake

READ_FOR = timedelta(days=1)
"""How long a published state, or a file that no state needs any more, may still be read."""

GONE = 0.1
"""Share of a file's rows that are deleted past which it is written anew; it can only be merged then."""


@dataclass(frozen=True, slots=True)
class Maintenance:
    """What it came to: states let go, files of the lake before and after, bytes likewise."""

    expired: int
    files: tuple[int, int]
    sizes: tuple[int, int]


def maintain(
    url: str, *, lake_path: str, days: int, at: datetime, patience: float = PATIENCE
) -> Maintenance:
    """Lets go of states older than `days`, and of the room they take. The figures do not change.

    Kept whatever its age: the last state, the last published one, and those published in the last
    day, which readers may show. No writer is inside meanwhile: a transaction older than a state that
    is let go would commit over a change it does not know of (DuckLake issue 1472).
    Raises LoadUnderWay after `patience` seconds, or CareUnderWay.
    """
    with (
        only_care(url),
        only_load(url, patience=patience),
        closing(open_lake(url, lake_path)) as lake,
    ):
        before = _size(lake)
        expired = _expire(lake, older_than=at - timedelta(days=days), at=at)
        _flush(lake, url)
        lake.execute("CALL ducklake_rewrite_data_files(?, delete_threshold => ?)", [LAKE, GONE])
        lake.execute("CALL ducklake_merge_adjacent_files(?)", [LAKE])
        for step in ("cleanup_old_files", "delete_orphaned_files"):
            lake.execute(f"CALL ducklake_{step}(?, older_than => ?)", [LAKE, at - READ_FOR])
        after = _size(lake)
    return Maintenance(expired, (before[0], after[0]), (before[1], after[1]))


def _expire(lake: DuckDBPyConnection, *, older_than: datetime, at: datetime) -> int:
    """Lets go of the states that are too old and not needed; returns how many."""
    states = lake.execute(
        f"SELECT snapshot_id FROM {LAKE}.snapshots() WHERE snapshot_time < ?",  # noqa: S608
        [older_than],
    ).fetchall()
    published = _published(lake, since=at - READ_FOR)
    needed = {snapshot for snapshot, is_recent in published if is_recent}
    needed |= {current_snapshot(lake), *(snapshot for snapshot, _ in published[-1:])}
    old = {snapshot for (snapshot,) in states} - needed
    if not old:
        return 0
    if published:
        _forget_runs(lake, old, older_than=older_than)
    lake.execute("CALL ducklake_expire_snapshots(?, versions => ?)", [LAKE, sorted(old)])
    return len(old)


def _published(lake: DuckDBPyConnection, *, since: datetime) -> list[tuple[int, bool]]:
    """The states that were published, oldest first, and whether since then."""
    try:
        return lake.execute(
            f"SELECT snapshot_id, published_at >= ? FROM {LAKE}.reports.runs"  # noqa: S608
            " WHERE snapshot_id IS NOT NULL ORDER BY snapshot_id",
            [since],
        ).fetchall()
    except duckdb.CatalogException:  # nothing was ever built
        return []


def _flush(lake: DuckDBPyConnection, url: str) -> None:
    """Moves rows from the catalog to files, but those of small tables, which are read faster there."""
    with psycopg.connect(url) as connection:
        tables = catalog.inlined(connection, more_than=INLINED_ROWS)
    for schema, table in sorted(tables):
        lake.execute(
            "CALL ducklake_flush_inlined_data(?, schema_name => ?, table_name => ?)",
            [LAKE, schema, table],
        )


def _forget_runs(
    lake: DuckDBPyConnection, expired: Iterable[int], *, older_than: datetime
) -> None:
    """Removes what tells of the builds of states let go, and of builds that never ended."""
    lake.execute(
        f"DELETE FROM {LAKE}.reports.runs WHERE snapshot_id IN (SELECT unnest(?))"  # noqa: S608
        " OR (snapshot_id IS NULL AND loaded_at < ?)",
        [list(expired), older_than],
    )


def _size(lake: DuckDBPyConnection) -> tuple[int, int]:
    """How many files the tables are in, and how many bytes."""
    [(files, size)] = lake.execute(
        """
        SELECT
            coalesce(sum(file_count + delete_file_count), 0),
            coalesce(sum(file_size_bytes + delete_file_size_bytes), 0)
        FROM ducklake_table_info(?)
        """,
        [LAKE],
    ).fetchall()
    return int(files), int(size)
