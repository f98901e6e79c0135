"""How far the lake has come: the PostgreSQL snapshot it equals, written with the rows themselves."""

from duckdb import DuckDBPyConnection

from orchestration.load.source import SNAPSHOT, Snapshot, read_snapshots, remote
from transform.lake import LAKE

WATERMARK = f"{LAKE}.main.load_watermark"


def read_watermark(connection: DuckDBPyConnection) -> Snapshot | None:
    """The snapshot the lake equals; nothing before the first load."""
    connection.execute(
        f"""
        CREATE TABLE IF NOT EXISTS {WATERMARK} (
            system_identifier VARCHAR,
            database_oid BIGINT,
            transactions VARCHAR,
            taken_at TIMESTAMP WITH TIME ZONE
        )
        """
    )
    return next(read_snapshots(connection, WATERMARK), None)


def write_watermark(connection: DuckDBPyConnection) -> None:
    """Says that the lake equals the snapshot this transaction reads, if it commits.

    Two transactions that both write it conflict: whatever else happens, one of them fails whole.
    """
    connection.execute(f"DELETE FROM {WATERMARK}")
    connection.execute(f"INSERT INTO {WATERMARK} FROM {remote(SNAPSHOT)}")
