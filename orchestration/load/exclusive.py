"""One load at a time, and the change log kept short."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from orchestration.load.source import Snapshot

PURGED_AT_MOST = 100_000
"""Rows of the change log removed after a load: enough to keep up, never long."""

_LOCK = "hashtextextended('quarante.load', 0)"


class LoadUnderWay(Exception):
    """Another load is running and did not end within the patience given."""


@contextmanager
def only_load(url: str, *, patience: float) -> Iterator[psycopg.Connection]:
    """Waits until no other load runs, at most `patience` seconds, and keeps others waiting.

    Killed, it frees its place: the lock is that of a connection to PostgreSQL, which is yielded.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"SET lock_timeout = {max(1, round(patience * 1000))}")
        try:
            connection.execute(f"SELECT pg_advisory_lock({_LOCK})")
        except psycopg.errors.LockNotAvailable:
            raise LoadUnderWay from None
        yield connection


def purge_seen(connection: psycopg.Connection, watermark: Snapshot) -> None:
    """Removes the oldest changes that the lake's snapshot and every later one see.

    By their place in the table: the log grows faster than PostgreSQL's statistics of it, and a plan made
    from those may take minutes.
    """
    connection.execute(
        """
        DELETE FROM core.change WHERE ctid = ANY (ARRAY (
            SELECT ctid FROM core.change WHERE xid < %s ORDER BY xid LIMIT %s
        ))
        """,
        [watermark.oldest, PURGED_AT_MOST],
    )
