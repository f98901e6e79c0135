"""Connection to PostgreSQL, and the one place that commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from operational.core.events import Handlers, handle_pending
from operational.core.roles import APPLICATION, may_work_as

BEGIN_WORK = text(f"""
    SELECT
        set_config('quarante.user_id', :author, true),
        set_config('role', CASE
            WHEN {may_work_as(APPLICATION)} THEN '{APPLICATION}' ELSE current_setting('role')
        END, true)
""")


@cache
def engine(url: str) -> Engine:
    """The pool of connections to a database, one per URL and process."""
    psycopg_url = make_url(url).set(drivername="postgresql+psycopg")
    return create_engine(psycopg_url, pool_pre_ping=True, future=True)


@contextmanager
def transaction(url: str, *, handlers: Handlers, by: int | None = None) -> Iterator[Session]:
    """One unit of work: everything in the block and the handlers of its events, or nothing.

    `by` is the user the audit names as author. The work has the rights of the application, not those of
    the owner of the tables, unless no administrator has made that role (`quarante doctor` says so).
    Commits on leaving the block; rolls back on any exception.
    """
    with Session(engine(url), expire_on_commit=False) as session, session.begin():
        session.execute(BEGIN_WORK, {"author": "" if by is None else str(by)})
        yield session
        session.flush()
        handle_pending(session, handlers)
