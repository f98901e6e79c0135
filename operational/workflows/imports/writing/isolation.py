"""One bad row never loses the others: what the database refuses is found by halves and set aside."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import polars as pl
import psycopg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from operational.workflows.imports.context import Context

Write = Callable[[Context, pl.DataFrame], pl.DataFrame]
"""Writes rows and returns them with the `id` of what they became."""

OUR_REFUSALS, BAD_VALUES, BROKEN_CONSTRAINTS = "QU", "22", "23"


class DatabaseRefusal(Exception):
    """The database refuses these rows: the code of its reason, and its constraint or message."""

    def __init__(self, *, code: str, detail: str) -> None:
        """Keeps what the report will show."""
        super().__init__(f"{code}: {detail}")
        self.code, self.detail = code, detail


def write_isolated(
    context: Context, rows: pl.DataFrame, write: Write
) -> tuple[pl.DataFrame, list[tuple[pl.DataFrame, DatabaseRefusal]]]:
    """The rows written, and one by one those that the database refuses, with its reason."""
    if rows.is_empty():
        return rows.with_columns(pl.lit(None, pl.Int64).alias("id")), []
    try:
        with _savepoint(context):
            return write(context, rows), []
    except DatabaseRefusal as refusal:
        if rows.height == 1:
            return rows.clear().with_columns(pl.lit(None, pl.Int64).alias("id")), [(rows, refusal)]
    half = rows.height // 2
    first, first_refused = write_isolated(context, rows[:half], write)
    second, second_refused = write_isolated(context, rows[half:], write)
    return pl.concat([first, second], how="diagonal"), first_refused + second_refused


@contextmanager
def _savepoint(context: Context) -> Iterator[None]:
    """Everything in the block, deferred constraints checked, or nothing and a DatabaseRefusal."""
    try:
        with context.session.begin_nested():
            yield
            context.session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
            context.session.execute(text("SET CONSTRAINTS ALL DEFERRED"))
    except (psycopg.DatabaseError, DBAPIError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if not isinstance(cause, psycopg.DatabaseError) or not _is_refusal(cause):
            raise
        message = cause.diag.constraint_name or cause.diag.message_primary or str(cause)
        raise DatabaseRefusal(code=cause.sqlstate or "", detail=message) from error


def _is_refusal(error: psycopg.DatabaseError) -> bool:
    kinds = (OUR_REFUSALS, BAD_VALUES, BROKEN_CONSTRAINTS)
    return (error.sqlstate or "").startswith(kinds)
