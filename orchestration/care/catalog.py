"""What PostgreSQL holds, at one snapshot: rows by table, and the files that the lake's catalog names."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg.sql import SQL, Identifier

from transform.lake import LAKE

UNCOUNTED = ("core.change",)
"""Tables a backup leaves empty: a change log only means something to the lake it was written for."""

_TABLES = """
    SELECT n.nspname, c.relname
    FROM pg_class AS c
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND NOT c.relispartition
    AND n.nspname <> ALL (%s) AND n.nspname !~ '^pg_'
    ORDER BY 1, 2
"""
_FILES = """
    SELECT s.path || t.path || f.path, f.file_size_bytes
    FROM (
        SELECT table_id, path, file_size_bytes FROM {lake}.ducklake_data_file
        UNION
        SELECT table_id, path, file_size_bytes FROM {lake}.ducklake_delete_file
    ) AS f
    JOIN (SELECT DISTINCT table_id, schema_id, path FROM {lake}.ducklake_table) AS t
        USING (table_id)
    JOIN (SELECT DISTINCT schema_id, path FROM {lake}.ducklake_schema) AS s USING (schema_id)
    ORDER BY 1
"""
_INLINED = """
    SELECT s.schema_name, t.table_name, i.table_name, EXISTS (
        SELECT FROM {lake}.ducklake_data_file AS f
        WHERE f.table_id = t.table_id AND f.end_snapshot IS NULL
    )
    FROM {lake}.ducklake_inlined_data_tables AS i
    JOIN {lake}.ducklake_table AS t USING (table_id)
    JOIN {lake}.ducklake_schema AS s USING (schema_id)
    WHERE t.end_snapshot IS NULL AND s.end_snapshot IS NULL
"""


@dataclass(frozen=True, slots=True)
class LakeFile:
    """A file of the lake: its path under the lake's folder, and its size."""

    path: str
    size: int


@contextmanager
def one_snapshot(url: str) -> Iterator[tuple[psycopg.Connection, str]]:
    """A connection that sees one snapshot of the database, and its name for other connections."""
    with psycopg.connect(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        [name] = connection.execute("SELECT pg_export_snapshot()").fetchone() or [""]
        yield connection, name


def row_counts(connection: psycopg.Connection) -> dict[str, int]:
    """How many rows each table has, but those of the lake's catalog and those left empty."""
    found = {}
    for schema, name in connection.execute(_TABLES, [["information_schema", LAKE]]).fetchall():
        if f"{schema}.{name}" not in UNCOUNTED:
            query = SQL("SELECT count(*) FROM {}").format(Identifier(schema, name))
            [count] = connection.execute(query).fetchone() or [0]
            found[f"{schema}.{name}"] = int(count)
    return found


def has_lake(connection: psycopg.Connection) -> bool:
    """Whether the database holds the catalog of a lake."""
    found = connection.execute("SELECT to_regclass(%s)", [f"{LAKE}.ducklake_snapshot"]).fetchone()
    return found is not None and found[0] is not None


def lake_files(connection: psycopg.Connection) -> list[LakeFile]:
    """Every file that some state of the lake is read from."""
    rows = connection.execute(SQL(_FILES).format(lake=Identifier(LAKE))).fetchall()
    return [LakeFile(path, int(size)) for path, size in rows]


def inlined(connection: psycopg.Connection, *, more_than: int) -> set[tuple[str, str]]:
    """Tables of the lake that keep rows in the catalog beside files, or more rows than it should."""
    found = set[tuple[str, str]]()
    rows = connection.execute(SQL(_INLINED).format(lake=Identifier(LAKE))).fetchall()
    for schema, table, kept_in, has_files in rows:
        query = SQL("SELECT count(*) FROM {}").format(Identifier(LAKE, kept_in))
        [count] = connection.execute(query).fetchone() or [0]
        if has_files or count > more_than:
            found.add((schema, table))
    return found


def last_state(connection: psycopg.Connection) -> int:
    """The number of the last state of the lake."""
    query = SQL("SELECT max(snapshot_id) FROM {}").format(Identifier(LAKE, "ducklake_snapshot"))
    [found] = connection.execute(query).fetchone() or [0]
    return int(found)


def database_size(connection: psycopg.Connection) -> int:
    """Bytes of the database."""
    [size] = connection.execute("SELECT pg_database_size(current_database())").fetchone() or [0]
    return int(size)


def revision(connection: psycopg.Connection) -> str:
    """The revision of the schema."""
    [found] = connection.execute("SELECT version_num FROM alembic_version").fetchone() or [""]
    return str(found)
