"""Asserting that PostgreSQL itself refuses a statement, past the ORM."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import psycopg
import pytest
from sqlalchemy import Table, insert, inspect, literal, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from operational.core.columns import Keyed


@contextmanager
def refused(session: Session, by: str) -> Iterator[None]:
    """The block is refused by a named constraint or a QU code; deferred checks run at its end."""
    with pytest.raises(DBAPIError) as refusal, checked(session):
        yield
    error = refusal.value.orig
    assert isinstance(error, psycopg.Error)
    assert by in (error.diag.constraint_name, error.diag.sqlstate), str(error)


@contextmanager
def checked(session: Session) -> Iterator[None]:
    """A savepoint, left with the checks that wait for the end of the transaction."""
    with session.begin_nested():
        yield
        check_now(session)


def check_now(session: Session) -> None:
    """Runs the checks that wait for the end of the transaction."""
    session.flush()
    session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    session.execute(text("SET CONSTRAINTS ALL DEFERRED"))


def sql(session: Session, statement: str, **values: object) -> None:
    """Runs a statement as somebody with psql would."""
    session.flush()
    session.execute(text(statement), values)


def insert_like(session: Session, row: Keyed, **changes: object) -> int:
    """Inserts, past the ORM, a row like another but for what is said; returns its key."""
    session.flush()
    table = cast(Table, inspect(type(row)).local_table)
    own = {"id", "public_id", "created_at"}
    columns = [column for column in table.columns if not (column.computed or column.name in own)]
    values = [
        literal(changes[column.name], column.type) if column.name in changes else column
        for column in columns
    ]
    same = select(*values).where(table.c.id == row.id)
    names = [column.name for column in columns]
    insertion = insert(table).from_select(names, same).returning(table.c.id)
    key: int = session.scalars(insertion).one()
    return key
