"""Whether the tables computed from what was loaded follow it."""

import duckdb
from duckdb import DuckDBPyConnection

from orchestration.load.source import Snapshot
from orchestration.load.watermark import read_watermark
from transform.lake import LAKE


def is_built(lake: DuckDBPyConnection) -> bool:
    """Whether what is published shows the last load."""
    return is_current(lake, watermark=read_watermark(lake))


def is_current(lake: DuckDBPyConnection, *, watermark: Snapshot | None) -> bool:
    """Whether what is published shows a load, and no build was broken off since (see publish.sql)."""
    if watermark is None:
        return False
    try:
        found = lake.execute(
            "SELECT max_by(loaded_at, snapshot_id), count(*) FILTER (WHERE snapshot_id IS NULL)"
            f" FROM {LAKE}.reports.runs"
        ).fetchone()
    except duckdb.CatalogException:
        return False
    return found == (watermark.taken_at, 0)
