"""One care of the lake at a time: what a backup copies, maintenance does not remove meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg

_LOCK = "hashtextextended('quarante.care', 0)"


class CareUnderWay(Exception):
    """A backup, a restore or a maintenance is running."""


@contextmanager
def only_care(url: str) -> Iterator[None]:
    """Refuses to enter while another backup, restore or maintenance of the database is inside.

    Killed, it frees its place: the lock is that of a connection to PostgreSQL. Leaving frees it at once:
    PostgreSQL keeps what a closed connection held for a moment.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        taken = connection.execute(f"SELECT pg_try_advisory_lock({_LOCK})").fetchone()
        if taken != (True,):
            raise CareUnderWay
        try:
            yield
        finally:
            with suppress(psycopg.OperationalError):  # a lost connection holds no lock
                connection.execute(f"SELECT pg_advisory_unlock({_LOCK})")
