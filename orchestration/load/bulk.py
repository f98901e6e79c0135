"""Whole tables: made anew in the lake from the snapshot of PostgreSQL the transaction reads."""

from duckdb import DuckDBPyConnection

from orchestration.load.contract import RAW, Table
from transform.lake import LAKE


def load_whole(connection: DuckDBPyConnection, table: Table) -> int:
    """Replaces the lake's copy of a table, whatever its shape was; returns how many rows it has."""
    columns = ", ".join(f'"{name}" {kind}' for name, kind in table.columns.items())
    names = ", ".join(f'"{name}"' for name in table.columns)
    connection.execute(f'CREATE SCHEMA IF NOT EXISTS {LAKE}."{RAW}{table.schema}"')
    connection.execute(f"CREATE OR REPLACE TABLE {table.in_lake} ({columns})")
    [(count,)] = connection.execute(
        f"INSERT INTO {table.in_lake} SELECT {names} FROM {table.in_source}"
    ).fetchall()
    return int(count)


def drop(connection: DuckDBPyConnection, table: Table) -> None:
    """Removes the lake's copy of a table that PostgreSQL no longer has."""
    connection.execute(f"DROP TABLE {table.in_lake}")
