"""Rows that changed since the lake's snapshot: found by the change log, replaced by their key."""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from orchestration.load.contract import Table
from orchestration.load.source import Snapshot, fetch, remote
from transform.lake import quoted

_IS_NEW = "(array_agg(operation ORDER BY id))[1] = 'I'"
"""Whether a row was not there before the first of some changes of it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A table that changed: some rows, or the whole of it (marked for reload)."""

    table: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """Keys of rows of a table that changed, and of those among them that were there before."""

    keys: tuple[int, ...]
    known: tuple[int, ...]


def changed_since(connection: DuckDBPyConnection, since: Snapshot) -> list[Change]:
    """The tables with changes that the transaction's snapshot sees and `since` did not."""
    rows = fetch(
        connection,
        f"""
        SELECT table_name, bool_or(operation = 'R') FROM core.change
        WHERE {_unseen(since)}
        GROUP BY table_name
        """,
    )
    return [Change(*row) for row in rows]


def changed_rows(connection: DuckDBPyConnection, since: Snapshot) -> dict[str, Rows]:
    """The rows that changed, by table; those of a whole table are not told apart."""
    rows = fetch(
        connection,
        f"""
        SELECT
            table_name,
            array_agg(row_id) AS keys,
            array_agg(row_id) FILTER (WHERE NOT is_new) AS known
        FROM (
            SELECT
                table_name,
                row_id,
                {_IS_NEW} AS is_new
            FROM core.change
            WHERE {_unseen(since)} AND row_id IS NOT NULL
            GROUP BY table_name, row_id
        ) AS changed
        GROUP BY table_name
        """,
    )
    return {table: Rows(tuple(keys), tuple(known or ())) for table, keys, known in rows}


def load_changed(connection: DuckDBPyConnection, table: Table, *, since: Snapshot) -> int:
    """Replaces in the lake the rows of a table that changed: gone, or as they are now.

    Returns how many. PostgreSQL joins its change log itself: keys do not travel to be sent back.
    """
    keys = f"""
        SELECT row_id, {_IS_NEW} AS is_new FROM core.change
        WHERE table_name = {quoted(table.full_name)} AND {_unseen(since)}
        GROUP BY row_id
    """
    names = ", ".join(f'"{name}"' for name in table.columns)
    current = f"""
        SELECT {names} FROM "{table.schema}"."{table.name}"
        JOIN ({keys}) AS changed ON row_id = id
    """
    counts = f"""
        SELECT count(*) AS rows, count(*) FILTER (WHERE NOT is_new) AS known
        FROM ({keys}) AS changed
    """
    [(count, known)] = fetch(connection, counts)
    if known:
        connection.execute(
            f"DELETE FROM {table.in_lake} WHERE id IN"
            f" (SELECT row_id FROM {remote(keys)} WHERE NOT is_new)"
        )
    connection.execute(f"INSERT INTO {table.in_lake} SELECT {names} FROM {remote(current)}")
    return int(count)


def _unseen(since: Snapshot) -> str:
    """The condition on the change log for what a snapshot did not see; its first half uses the index."""
    return (
        f"xid >= {since.oldest}"
        f" AND NOT pg_visible_in_snapshot(xid::text::xid8, {quoted(since.transactions)})"
    )
