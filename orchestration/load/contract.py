"""The shape of what is loaded: the tables tracked in PostgreSQL, and those the lake holds of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from duckdb import DuckDBPyConnection

from orchestration.load.source import SOURCE, fetch
from transform.lake import LAKE

RAW = "raw_"
_SAME_TYPES = {
    "bigint": "BIGINT",
    "integer": "INTEGER",
    "smallint": "SMALLINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "time without time zone": "TIME",
    "timestamp with time zone": "TIMESTAMP WITH TIME ZONE",
    "double precision": "DOUBLE",
    "bytea": "BLOB",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table and its columns: name → type in the lake, in order."""

    schema: str
    name: str
    columns: dict[str, str]

    @property
    def full_name(self) -> str:
        """The name people and the change log use."""
        return f"{self.schema}.{self.name}"

    @property
    def in_source(self) -> str:
        """The table of PostgreSQL, for DuckDB."""
        return f'{SOURCE}."{self.schema}"."{self.name}"'

    @property
    def in_lake(self) -> str:
        """Its copy in the lake."""
        return f'{LAKE}."{RAW}{self.schema}"."{self.name}"'


@dataclass(frozen=True, slots=True)
class Breach:
    """A column (or, without one, a table) the lake counts on, and what became of it (gone: none)."""

    table: str
    column: str | None
    before: str
    after: str | None

    def __str__(self) -> str:
        """What was, and what is instead, in the words of the lake."""
        name = self.table if self.column is None else f"{self.table}.{self.column}"
        return f"{name}: {self.before} → {self.after or '∅'}"


class ContractBroken(Exception):
    """PostgreSQL no longer has what the lake was built on; nothing was touched."""

    def __init__(self, breaches: tuple[Breach, ...]) -> None:
        super().__init__(", ".join(map(str, breaches)))
        self.breaches = breaches


class UnboundedNumeric(Exception):
    """A NUMERIC without precision and scale, that no exact type of the lake can hold."""

    def __init__(self, *, table: str, column: str) -> None:
        super().__init__(f"{table}.{column}")
        self.table, self.column = table, column


def tracked_tables(connection: DuckDBPyConnection) -> dict[str, Table]:
    """The tables of PostgreSQL whose changes are captured, by full name, without secret columns."""
    rows = fetch(
        connection,
        """
        SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
        FROM pg_class AS c
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.oid IN (
            SELECT tgrelid FROM pg_trigger WHERE tgfoid = 'core.capture_change'::regproc
        )
        AND a.attname <> ALL (core.secret_columns())
        ORDER BY n.nspname, c.relname, a.attnum
        """,
    )
    for schema, name, column, kind in rows:
        if kind == "numeric":
            raise UnboundedNumeric(table=f"{schema}.{name}", column=column)
    return _tables((schema, name, column, lake_type(kind)) for schema, name, column, kind in rows)


def lake_tables(connection: DuckDBPyConnection) -> dict[str, Table]:
    """The tables the lake holds of PostgreSQL, by the full name they have there.

    To be asked before PostgreSQL is attached: DuckDB would go through its columns too.
    """
    rows = connection.execute(
        f"""
        SELECT schema_name, table_name, column_name, data_type
        FROM duckdb_columns()
        WHERE database_name = '{LAKE}' AND starts_with(schema_name, '{RAW}')
        ORDER BY schema_name, table_name, column_index
        """
    ).fetchall()
    return _tables((schema.removeprefix(RAW), *rest) for schema, *rest in rows)


def breaches(source: dict[str, Table], held: dict[str, Table]) -> Iterator[Breach]:
    """What the lake counts on and PostgreSQL lacks, or has with another type."""
    for full_name, table in held.items():
        if full_name not in source:
            yield Breach(full_name, None, "table", None)
            continue
        columns = source[full_name].columns
        for column, before in table.columns.items():
            if columns.get(column) != before:
                yield Breach(full_name, column, before, columns.get(column))


def lake_type(kind: str) -> str:
    """The lake's type for one of PostgreSQL: exact for amounts, text for what DuckDB has no use for."""
    if kind.endswith("[]"):
        return lake_type(kind.removesuffix("[]")) + "[]"
    if match := re.fullmatch(r"numeric\((\d+),(\d+)\)", kind):
        return f"DECIMAL({match[1]},{match[2]})"
    return _SAME_TYPES.get(kind, "VARCHAR")


def _tables(rows: Iterable[tuple[str, str, str, str]]) -> dict[str, Table]:
    tables = (
        Table(schema, name, {column: kind for _, _, column, kind in columns})
        for (schema, name), columns in groupby(rows, key=lambda row: row[:2])
    )
    return {table.full_name: table for table in tables}
