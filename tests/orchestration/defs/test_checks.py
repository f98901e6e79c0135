"""The night's comparison, as Dagster shows it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import dagster as dg
import pytest
from duckdb import DuckDBPyConnection

from operational.core.settings import settings
from orchestration.defs.warehouse.checks import increments_equal_rebuild
from tests.transform.rollups import Rollups
from transform.lake import current_snapshot, open_lake

LOADED_AT = datetime(2026, 6, 15, tzinfo=UTC)
SOON = datetime.now(UTC) + timedelta(hours=1)


@pytest.fixture
def lake_path(
    empty_database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Where the lake of the settings is."""
    monkeypatch.setenv("QUARANTE_DATABASE_URL", empty_database_url)
    monkeypatch.setenv("QUARANTE_LAKE_URL", str(tmp_path))
    settings.cache_clear()
    yield settings().lake_path
    monkeypatch.undo()
    settings.cache_clear()


def compared() -> dict[str, tuple[bool, dg.AssetCheckSeverity]]:
    """What the check says of each table."""
    job = dg.Definitions(
        assets=[
            dg.AssetSpec(key)
            for key in {one.asset_key for one in increments_equal_rebuild.check_specs}
        ],
        asset_checks=[increments_equal_rebuild],
    ).resolve_implicit_global_asset_job_def()
    done = job.execute_in_process()
    return {
        one.asset_key.path[-1]: (one.passed, one.severity)
        for one in done.get_asset_check_evaluations()
    }


def test_a_cent_between_increments_and_rebuild_is_an_error(
    lake_path: str, empty_database_url: str
) -> None:
    with closing(open_lake(empty_database_url, lake_path)) as lake:
        rollups = Rollups(lake)
        rollups.add("rpt_revenue_daily", day=date(2026, 6, 1), net=Decimal("12.00"))
        rollups.add("rpt_cash_daily", day=date(2026, 6, 1), collected_gross=Decimal("12.00"))
        publish(lake)
        lake.execute("UPDATE lake.reports.rpt_revenue_daily SET net = 12.01")
        publish(lake)

    found = compared()

    assert found["rpt_revenue_daily"] == (False, dg.AssetCheckSeverity.ERROR)
    assert found["rpt_cash_daily"] == (True, dg.AssetCheckSeverity.ERROR)
    assert found["fct_revenue_lines"] == (False, dg.AssetCheckSeverity.WARN)


def test_nothing_to_compare_is_no_error(lake_path: str, empty_database_url: str) -> None:
    with closing(open_lake(empty_database_url, lake_path)) as lake:
        Rollups(lake).publish()

    assert set(compared().values()) == {(False, dg.AssetCheckSeverity.WARN)}


def publish(lake: DuckDBPyConnection) -> None:
    """Publishes the present state of one load."""
    lake.execute(
        "INSERT INTO lake.reports.runs VALUES ('run', ?, ?, ?)",
        [LOADED_AT, current_snapshot(lake), SOON],
    )
