"""PostgreSQL as the load reads it: attached to DuckDB, every read of a transaction in one snapshot."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from duckdb import DuckDBPyConnection

from transform.lake import quoted

SOURCE = "source"

SNAPSHOT = """
    SELECT
        (SELECT system_identifier::text FROM pg_control_system()) AS system_identifier,
        (SELECT oid::bigint FROM pg_database WHERE datname = current_database()) AS database_oid,
        pg_current_snapshot()::text AS transactions,
        now() AS taken_at
"""
"""A query for the snapshot it runs in."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a PostgreSQL transaction sees: of which database, as of when, and which transactions.

    `transactions` is PostgreSQL's own text of a snapshot, `xmin:xmax:in progress`.
    """

    system_identifier: str
    database_oid: int
    transactions: str
    taken_at: datetime

    @property
    def oldest(self) -> int:
        """The transaction below which every one is finished and seen."""
        return int(self.transactions.split(":")[0])

    def is_of_same_database(self, other: "Snapshot") -> bool:
        """Whether transaction numbers of both mean the same."""
        return (self.system_identifier, self.database_oid) == (
            other.system_identifier,
            other.database_oid,
        )


@contextmanager
def source_attached(connection: DuckDBPyConnection, url: str) -> Iterator[None]:
    """PostgreSQL attached as `source`, afresh: what DuckDB knows of its tables is never stale."""
    connection.execute(f"ATTACH {quoted(url)} AS {SOURCE} (TYPE postgres, READ_ONLY)")
    try:
        yield
    finally:
        connection.execute(f"DETACH {SOURCE}")


def take_snapshot(connection: DuckDBPyConnection) -> Snapshot:
    """The snapshot of PostgreSQL that every later read of this DuckDB transaction sees.

    The extension runs a repeatable-read transaction for each of ours, and its parallel scans import
    that transaction's snapshot.
    """
    [snapshot] = read_snapshots(connection, remote(SNAPSHOT))
    return snapshot


def read_snapshots(connection: DuckDBPyConnection, relation: str) -> Iterator[Snapshot]:
    """The snapshots that the rows of a relation describe."""
    columns = "system_identifier, database_oid, transactions, taken_at::VARCHAR"
    rows = connection.execute(f"SELECT {columns} FROM {relation}").fetchall()
    for system_identifier, database_oid, transactions, taken_at in rows:
        at = datetime.fromisoformat(taken_at)
        yield Snapshot(system_identifier, database_oid, transactions, at)


def fetch(connection: DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query that PostgreSQL runs."""
    return connection.execute(f"FROM {remote(sql)}").fetchall()


def remote(sql: str) -> str:
    """A query that PostgreSQL runs, as a table of a DuckDB query."""
    return f"postgres_query('{SOURCE}', {quoted(sql)})"
