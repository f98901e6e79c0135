"""Warehouses to read: one made by hand for a test, and one built by dbt for the whole run."""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from duckdb import DuckDBPyConnection

from tests.conftest import FOLDER
from tests.transform.built import Warehouse, build_warehouse
from tests.transform.rollups import Rollups
from transform.lake import attach_statement, prepare, process_config
from transform.reader import Reader


@pytest.fixture(scope="session")
def ducks() -> Iterator[tuple[DuckDBPyConnection, DuckDBPyConnection]]:
    """Two DuckDB for the run, to write and to read: extensions take long to load."""
    with (
        duckdb.connect(config=process_config()) as writer,
        duckdb.connect(config=process_config()) as reader,
    ):
        prepare(writer)
        prepare(reader)
        yield writer, reader


@pytest.fixture
def rollups(
    empty_database_url: str,
    tmp_path: Path,
    ducks: tuple[DuckDBPyConnection, DuckDBPyConnection],
) -> Iterator[Rollups]:
    """Reports made by hand, empty and not published."""
    writer, _ = ducks
    writer.execute(attach_statement(empty_database_url, f"{tmp_path}/lake/"))
    yield Rollups(writer)
    writer.execute("DETACH lake")


@pytest.fixture
def reader(
    rollups: Rollups,  # noqa: ARG001 - the lake exists
    empty_database_url: str,
    tmp_path: Path,
    ducks: tuple[DuckDBPyConnection, DuckDBPyConnection],
) -> Iterator[Reader]:
    """A reader of the reports made by hand."""
    _, connection = ducks
    connection.execute(attach_statement(empty_database_url, f"{tmp_path}/lake/", read_only=True))
    yield Reader(connection)
    connection.execute("DETACH lake")


@pytest.fixture(scope="session")
def warehouse(
    server_url: str,
    template: str,
    parsed_project: None,  # noqa: ARG001 - dbt has little left to parse
) -> Warehouse:
    """The scenario loaded and built whole, by the first worker that needs it; only to be read."""
    folder = Path(os.environ[FOLDER]) / "warehouse"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return build_warehouse(server_url, template=template, folder=folder)
