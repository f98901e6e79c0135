"""What the live worker brings up to date is told to Dagster, which is never in its way."""

import logging
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest

from orchestration.live.cycle import Cycle
from orchestration.live.report import Reporter
from tests.orchestration.live.test_compare import FACT, ROLLUP

MODELS = {model.name: model for model in (FACT, ROLLUP)}
LOADED_AT = datetime(2026, 6, 15, 9, 30, tzinfo=UTC)


def batch(snapshot: int) -> Cycle:
    """A batch of three invoices."""
    return Cycle(
        loaded_at=LOADED_AT,
        snapshot=snapshot,
        loaded={"sales.invoice": 3},
        tables=("fact", "rollup", "stg_sales__invoices"),
        whole=(),
        rebuilt=False,
        seconds=0.1,
    )


def last(instance: dg.DagsterInstance, *key: str) -> dict[str, object]:
    """What was last said of an asset."""
    event = instance.get_latest_materialization_event(dg.AssetKey(key))
    assert event is not None
    assert event.asset_materialization is not None
    return {name: fact.value for name, fact in event.asset_materialization.metadata.items()}


def test_tables_and_models_are_reported_with_their_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    with closing(Reporter(MODELS, every=3600)) as reporter:
        reporter.tell(batch(7))
        reporter.tell(batch(8))

    with dg.DagsterInstance.get() as instance:
        when = {"lake_snapshot": 8, "loaded_at": LOADED_AT.timestamp()}
        assert last(instance, "sales", "invoice") == {"rows": 3} | when
        assert last(instance, "marts", "fact") == last(instance, "reports", "rollup") == when
        assert len(instance.all_asset_keys()) == 3


def test_dagster_out_of_order_is_logged_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "dagster.yaml").write_text("nonsense: true")
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    with caplog.at_level(logging.ERROR), closing(Reporter(MODELS)) as reporter:
        reporter.tell(batch(7))

    assert "Dagster was not told of 3 tables" in caplog.text


def test_without_dagster_nothing_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    with closing(Reporter(MODELS)) as reporter:
        reporter.tell(batch(7))

        assert not reporter.is_alive()
