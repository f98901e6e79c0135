"""Opening the warehouse: a DuckDB connection with the lake attached under the name `lake`.

The lake is a DuckLake: Parquet files under a path, and a catalog in the schema `lake` of the
PostgreSQL database. Any number of processes may have it open; each transaction sees one snapshot.
"""

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

LAKE = "lake"
"""Name of the lake in a connection, and of the PostgreSQL schema that holds its catalog."""

INLINED_ROWS = 100
"""Writes of at most so many rows go into the catalog: a Parquet file each would slow every read."""

RETRIES = 100
"""Times a commit is tried again when another comes first: two writers of a build always meet."""

_EXTENSIONS = ("postgres_scanner", "ducklake")


def open_lake(url: str, lake_path: str, *, read_only: bool = False) -> DuckDBPyConnection:
    """A connection to the lake whose catalog is in the PostgreSQL at `url`, files at `lake_path`.

    Creates an empty lake where there is none, unless `read_only`. The caller closes it.
    """
    connection = duckdb.connect(config=process_config())
    prepare(connection)
    attach = attach_statement(url, lake_path, read_only=read_only)
    try:
        connection.execute(attach)
    except duckdb.Error as error:
        if "already exists" not in str(error):
            raise
        connection.execute(attach)  # another process was making the lake: now it is made
    return connection


def process_config() -> dict[str, str | bool | int | float | list[str]]:
    """DuckDB settings of a process that uses the lake: no download, spills out of the way."""
    return {
        "autoinstall_known_extensions": False,
        "temp_directory": str(Path(tempfile.gettempdir()) / f"quarante-{uuid.uuid4().hex}"),
    }


def prepare(connection: DuckDBPyConnection) -> None:
    """Loads the extensions the lake needs from their wheels, and sets how it is read and written."""
    for name in _EXTENSIONS:
        connection.load_extension(str(_extension_file(name)))
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    connection.execute("SET enable_progress_bar = false")
    connection.execute(f"SET GLOBAL ducklake_max_retry_count = {RETRIES}")
    connection.execute(f"SET GLOBAL ducklake_default_data_inlining_row_limit = {INLINED_ROWS}")


def attach_statement(url: str, lake_path: str, *, read_only: bool = False) -> str:
    """The statement that attaches the lake to a connection whose extensions are loaded.

    The path in force wins over the one the catalog remembers: a moved folder stays readable.
    """
    options = [
        f"DATA_PATH {quoted(lake_path)}",
        f"METADATA_SCHEMA {quoted(LAKE)}",
        "OVERRIDE_DATA_PATH true",
    ]
    if read_only:
        options.append("READ_ONLY")
    return f"ATTACH {quoted('ducklake:postgres:' + url)} AS {LAKE} ({', '.join(options)})"


@contextmanager
def lake_transaction(connection: DuckDBPyConnection) -> Iterator[None]:
    """One snapshot for every read in the block; one new snapshot for all its writes, or none."""
    connection.begin()
    try:
        yield
    except BaseException:
        with suppress(duckdb.Error):  # PostgreSQL may be gone, and with it the transaction
            connection.rollback()
        raise
    connection.commit()


def current_snapshot(connection: DuckDBPyConnection) -> int:
    """Number of the snapshot the connection reads: the key of whatever is cached from it."""
    [(snapshot,)] = connection.execute(f"SELECT id FROM {LAKE}.current_snapshot()").fetchall()
    return int(snapshot)


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _extension_file(name: str) -> Path:
    package = find_spec(f"duckdb_extension_{name}")
    if package is None or package.origin is None:
        raise ModuleNotFoundError(f"duckdb_extension_{name}")
    folder = Path(package.origin).parent / "extensions" / f"v{duckdb.__version__}"
    return folder / f"{name}.duckdb_extension"
