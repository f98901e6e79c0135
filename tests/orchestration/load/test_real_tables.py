"""The load of the whole operational model, as the migrations make it."""

from pathlib import Path

from orchestration.load.contract import lake_tables, tracked_tables
from orchestration.load.plan import LoadMode
from orchestration.load.run import load
from orchestration.load.source import source_attached
from transform.lake import open_lake


def test_every_table_of_every_domain_is_loaded_in_its_shape(
    database_url: str, tmp_path: Path
) -> None:
    lake_path = f"{tmp_path}/lake/"

    first = load(database_url, lake_path=lake_path)
    again = load(database_url, lake_path=lake_path)

    assert {table.split(".")[0] for table in first.tables} >= {"crm", "catalog", "sales", "till"}
    assert again.mode is LoadMode.NOTHING
    with open_lake(database_url, lake_path) as lake:
        held = lake_tables(lake)
        with source_attached(lake, database_url):
            assert held == tracked_tables(lake)
