"""Connection to PostgreSQL, and the one place that commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from operational.core.events import Handlers, handle_pending


@cache
def engine(url: str) -> Engine:
    """The pool of connections to a database, one per URL and process."""
    psycopg_url = make_url(url).set(drivername="postgresql+psycopg")
    return create_engine(psycopg_url, pool_pre_ping=True, future=True)


@contextmanager
def transaction(url: str, *, handlers: Handlers, by: int | None = None) -> Iterator[Session]:
    """One unit of work: everything in the block and the handlers of its events, or nothing.

    `by` is the user the audit names as author. Commits on leaving the block; rolls back on any exception.
    """
    with Session(engine(url), expire_on_commit=False) as session, session.begin():
        set_author(session, by)
        yield session
        session.flush()
        handle_pending(session, handlers)


def set_author(session: Session, by: int | None) -> None:
    """Names the author of what follows in this transaction, for the audit."""
    session.execute(
        text("SELECT set_config('quarante.user_id', :author, true)"),
        {"author": "" if by is None else str(by)},
    )
