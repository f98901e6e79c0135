"""The lake opens from a URL and a path, and each transaction sees one snapshot of it."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import psycopg
import pytest
from duckdb import DuckDBPyConnection

from transform.lake import INLINED_ROWS, current_snapshot, lake_transaction, open_lake, quoted


@pytest.fixture
def lake_path(tmp_path: Path) -> str:
    """Where the lake of the test keeps its files."""
    return f"{tmp_path}/l'entrepôt/"


@pytest.fixture
def lake(empty_database_url: str, lake_path: str) -> Iterator[DuckDBPyConnection]:
    """An empty lake, open for writing."""
    with open_lake(empty_database_url, lake_path) as connection:
        yield connection


def rows(lake: DuckDBPyConnection) -> list[tuple[int, ...]]:
    """What the table of the tests holds."""
    return lake.execute("SELECT id FROM lake.t ORDER BY id").fetchall()


def test_the_catalog_is_in_a_schema_of_its_own_of_the_database(
    empty_database_url: str, lake: DuckDBPyConnection
) -> None:
    lake.execute("CREATE TABLE lake.t AS SELECT 1 AS id")

    with psycopg.connect(empty_database_url) as connection:
        tables = connection.execute("SELECT table_name FROM lake.ducklake_table").fetchall()
        assert tables == [("t",)]


def test_another_connection_reads_what_was_committed_and_may_not_write(
    empty_database_url: str, lake_path: str, lake: DuckDBPyConnection
) -> None:
    lake.execute("CREATE TABLE lake.t AS SELECT 1 AS id")

    with open_lake(empty_database_url, lake_path, read_only=True) as reader:
        assert rows(reader) == [(1,)]
        with pytest.raises(duckdb.InvalidInputException, match="read-only"):
            reader.execute("DELETE FROM lake.t")


def test_a_reader_does_not_make_a_lake_where_there_is_none(
    empty_database_url: str, lake_path: str
) -> None:
    with pytest.raises(duckdb.Error, match="does not exist"):
        open_lake(empty_database_url, lake_path, read_only=True)


def test_processes_that_make_the_lake_at_once_all_open_it(
    empty_database_url: str, lake_path: str
) -> None:
    with ThreadPoolExecutor(3) as threads:
        opened = list(threads.map(open_lake, [empty_database_url] * 3, [lake_path] * 3))

    assert [current_snapshot(lake) for lake in opened] == [0, 0, 0]
    for lake in opened:
        lake.close()


def test_a_transaction_reads_one_snapshot_while_others_write(
    empty_database_url: str, lake_path: str, lake: DuckDBPyConnection
) -> None:
    lake.execute("CREATE TABLE lake.t AS SELECT 1 AS id")
    with open_lake(empty_database_url, lake_path, read_only=True) as reader:
        with lake_transaction(reader):
            before = current_snapshot(reader)
            lake.execute("INSERT INTO lake.t VALUES (2)")
            assert (current_snapshot(reader), rows(reader)) == (before, [(1,)])
        assert (current_snapshot(reader), rows(reader)) == (before + 1, [(1,), (2,)])


def test_a_transaction_writes_everything_in_one_snapshot_or_nothing(
    lake: DuckDBPyConnection,
) -> None:
    with lake_transaction(lake):
        lake.execute("CREATE TABLE lake.t AS SELECT 1 AS id")
        lake.execute("INSERT INTO lake.t VALUES (2)")
        lake.execute("DELETE FROM lake.t WHERE id = 1")
    after = current_snapshot(lake)

    def fail() -> None:
        with lake_transaction(lake):
            lake.execute("CREATE OR REPLACE TABLE lake.t AS SELECT 3 AS id")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert (after, current_snapshot(lake), rows(lake)) == (1, 1, [(2,)])


def test_a_few_rows_go_into_the_catalog_and_many_into_a_file(
    lake_path: str, lake: DuckDBPyConnection
) -> None:
    lake.execute("CREATE TABLE lake.t (id bigint)")
    lake.execute(f"INSERT INTO lake.t FROM range({INLINED_ROWS})")
    assert list(Path(lake_path).rglob("*.parquet")) == []

    lake.execute(f"INSERT INTO lake.t FROM range({INLINED_ROWS + 1})")
    assert len(list(Path(lake_path).rglob("*.parquet"))) == 1


def test_a_lake_whose_folder_was_moved_is_read_where_it_is(
    empty_database_url: str, lake_path: str, tmp_path: Path, lake: DuckDBPyConnection
) -> None:
    lake.execute("CREATE TABLE lake.t AS FROM range(1000) AS r(id)")
    shutil.move(lake_path, tmp_path / "moved")

    with open_lake(empty_database_url, f"{tmp_path}/moved/", read_only=True) as moved:
        assert len(rows(moved)) == 1000


def test_instants_are_in_utc_and_extensions_never_downloaded(lake: DuckDBPyConnection) -> None:
    settings = "current_setting('TimeZone'), current_setting('autoinstall_known_extensions')"

    assert lake.cursor().execute(f"SELECT {settings}").fetchall() == [("UTC", False)]


def test_a_text_becomes_a_literal_whatever_it_holds() -> None:
    text = "l'eau \\ ''"

    assert duckdb.execute(f"SELECT {quoted(text)}").fetchall() == [(text,)]
