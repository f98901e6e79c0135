"""Frames in and out of tables. Names of tables and columns are our own, never a file's."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import psycopg
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.orm import Session


def query(
    session: Session, statement: str, schema: Mapping[str, Any], **parameters: Any
) -> pl.DataFrame:
    """The rows of a query, as a frame of this schema."""
    rows = [tuple(row) for row in session.execute(text(statement), parameters)]
    return pl.DataFrame(rows, schema=dict(schema), orient="row")


def with_ids(session: Session, table: str, rows: pl.DataFrame, name: str = "id") -> pl.DataFrame:
    """The rows with a new id of the table where they have none."""
    known = rows[name] if name in rows.columns else pl.Series(name, [None] * rows.height, pl.Int64)
    statement = "SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :n)"
    taken = query(session, statement, {"id": pl.Int64}, table=table, n=known.null_count())["id"]
    fresh = iter(taken)
    return rows.with_columns(
        pl.Series(name, [next(fresh) if key is None else key for key in known], pl.Int64)
    )


def copy_rows(session: Session, table: str, rows: pl.DataFrame) -> None:
    """Adds rows to a table; columns that the frame has not take their defaults."""
    if rows.is_empty():
        return
    with _cursor(session) as cursor:
        _copy(cursor, _name(table), rows)


def update_rows(
    session: Session, table: str, rows: pl.DataFrame, *, only_given: bool = False
) -> None:
    """Writes the columns of a frame on the rows of their `id`; `only_given` keeps what has no value.

    Rows that would not change are not touched.
    """
    if rows.is_empty():
        return
    columns = [column for column in rows.columns if column != "id"]
    new = [sql.SQL("s.{}").format(sql.Identifier(column)) for column in columns]
    old = [sql.SQL("t.{}").format(sql.Identifier(column)) for column in columns]
    if only_given:
        new = [
            sql.SQL("coalesce({}, {})").format(given, kept)
            for given, kept in zip(new, old, strict=True)
        ]
    staged = sql.Identifier("import_rows")
    with _cursor(session) as cursor:
        cursor.execute(
            sql.SQL("CREATE TEMPORARY TABLE {} AS SELECT {} FROM {} WITH NO DATA").format(
                staged, _names(rows.columns), _name(table)
            )
        )
        _copy(cursor, staged, rows)
        cursor.execute(
            sql.SQL(
                "UPDATE {} AS t SET {} FROM {} AS s WHERE s.id = t.id"
                " AND ROW({}) IS DISTINCT FROM ROW({})"
            ).format(
                _name(table),
                sql.SQL(", ").join(
                    sql.SQL("{} = {}").format(sql.Identifier(column), value)
                    for column, value in zip(columns, new, strict=True)
                ),
                staged,
                sql.SQL(", ").join(old),
                sql.SQL(", ").join(new),
            )
        )
        cursor.execute(sql.SQL("DROP TABLE {}").format(staged))


def ensure_codes(session: Session, table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The `id` of each `code` of a table of codes, after adding the rows it does not have."""
    statement = f"SELECT code, id FROM {table}"  # noqa: S608 - a name of our own
    schema = {"code": pl.String, "id": pl.Int64}
    wanted = rows.filter(pl.col("code").is_not_null()).unique("code", maintain_order=True)
    known = query(session, statement, schema)
    copy_rows(session, table, wanted.join(known, on="code", how="anti"))
    return query(session, statement, schema)


def _cursor(session: Session) -> psycopg.Cursor[Any]:
    connection = session.connection().connection.driver_connection
    if not isinstance(connection, psycopg.Connection):
        raise TypeError(connection)
    return connection.cursor()


def _copy(cursor: psycopg.Cursor[Any], table: sql.Identifier, rows: pl.DataFrame) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(table, _names(rows.columns))
    buffer = io.BytesIO()
    rows.write_csv(buffer, include_header=False)
    with cursor.copy(statement) as copy:
        copy.write(buffer.getbuffer())


def _name(table: str) -> sql.Identifier:
    return sql.Identifier(*table.split("."))


def _names(columns: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))
