"""One care of the lake at a time: what a backup copies, maintenance does not remove meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg


class CareUnderWay(Exception):
    """A backup, a restore or a maintenance is running."""


@contextmanager
def only_care(url: str) -> Iterator[None]:
    """Refuses to enter while another backup, restore or maintenance of the database is inside.

    Killed, it frees its place: the lock is that of a connection to PostgreSQL.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        taken = connection.execute(
            "SELECT pg_try_advisory_lock(hashtextextended('quarante.care', 0))"
        ).fetchone()
        if taken != (True,):
            raise CareUnderWay
        yield
