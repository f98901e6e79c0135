"""What Dagster serves: it loads, its lineage is whole, and a newcomer reads who and what of each asset."""

from datetime import UTC, datetime

import dagster as dg

from operational.migrations.metadata import SCHEMAS, import_all_models
from orchestration.definitions import defs
from orchestration.defs.policies import ADMINISTRATION, VIEWS, owner
from orchestration.defs.warehouse.project import manifest
from orchestration.live.cycle import Cycle
from orchestration.live.project import Project
from orchestration.live.report import assets
from tests.operational.migrations.test_schema import TECHNICAL
from transform.reader.catalog import indicators


def test_definitions_load_and_can_run() -> None:
    dg.Definitions.validate_loadable(defs)


def test_every_table_is_loaded_and_checked_in_the_group_of_its_domain() -> None:
    graph = defs.resolve_asset_graph()
    tables = {
        dg.AssetKey(name.split("."))
        for name in set(import_all_models().metadata.tables) - TECHNICAL
    }
    assert {graph.get(key).group_name for key in tables} == set(SCHEMAS)
    assert all(graph.get(key).is_materializable for key in tables)
    checks = [check for check in graph.asset_check_keys if check.name == "equals_postgresql"]
    assert {check.asset_key for check in checks} == tables


def test_every_asset_says_whose_it_is_and_what() -> None:
    graph = defs.resolve_asset_graph()
    for key in graph.get_all_asset_keys():
        node = graph.get(key)
        assert node.owners, key
        assert node.description, key
        assert node.group_name != "default", key
        has_rows = not node.is_external and key.path[0] not in VIEWS
        assert (node.freshness_policy is not None) == has_rows, key


def test_an_owner_is_a_team_of_the_catalog() -> None:
    graph = defs.resolve_asset_graph()
    teams = {owner for key in graph.get_all_asset_keys() for owner in graph.get(key).owners}
    named = {metric.owner for metric in indicators()} | {ADMINISTRATION, "Quarante"}

    assert teams <= {owner(team) for team in named}
    assert graph.get(dg.AssetKey(["reports", "rpt_cash_daily"])).owners == ["team:comptabilite"]


def test_lineage_goes_from_a_table_to_a_page() -> None:
    above = ancestors(dg.AssetKey(["pages", "board"]))

    assert dg.AssetKey(["sales", "invoice"]) in above
    assert dg.AssetKey(["reports", "rpt_revenue_daily"]) in above
    assert dg.AssetKey(["sales", "invoice"]) in ancestors(
        dg.AssetKey(["pages", "table_customers"])
    )


def test_every_page_known_to_dbt_is_shown() -> None:
    graph = defs.resolve_asset_graph()
    shown = {key.path[1] for key in graph.get_all_asset_keys() if key.path[0] == "pages"}

    assert shown == {exposure["name"] for exposure in manifest()["exposures"].values()}
    assert all(ancestors(dg.AssetKey(["pages", name])) for name in shown)


def test_every_table_that_follows_is_compared_with_its_rebuild() -> None:
    checked = {
        check.asset_key.path[1]
        for check in defs.resolve_asset_graph().asset_check_keys
        if check.name == "increments_equal_rebuild"
    }

    assert checked == set(Project(manifest()).by_name)


def test_the_live_worker_reports_assets_that_are_there() -> None:
    models = Project(manifest()).by_name
    cycle = Cycle(
        loaded_at=datetime(2026, 6, 15, tzinfo=UTC),
        snapshot=1,
        loaded={"sales.invoice": 1},
        tables=tuple(models),
        whole=(),
        rebuilt=False,
        seconds=0,
    )
    reported = {dg.AssetKey(key) for key, _ in assets(cycle, models)}

    assert len(reported) == len(models) + 1
    assert reported <= defs.resolve_asset_graph().get_all_asset_keys()


def test_the_night_loads_builds_saves_and_keeps_small() -> None:
    repository = defs.get_repository_def()
    running = {
        schedule.job_name: schedule.cron_schedule
        for schedule in repository.schedule_defs
        if schedule.default_status is dg.DefaultScheduleStatus.RUNNING
    }

    assert running == {
        "nightly": "30 2 * * *",
        "saving": "30 3 * * *",
        "keeping_small": "30 4 * * *",
    }
    steps = {step.name for step in repository.get_job("nightly").nodes}
    assert steps == {"load", "reconciliation", "warehouse", "increments"}
    assert {sensor.name for sensor in repository.sensor_defs} == {"run_failures", "check_failures"}


def ancestors(key: dg.AssetKey) -> set[dg.AssetKey]:
    """All that an asset is made of."""
    graph = defs.resolve_asset_graph()
    above, waiting = set[dg.AssetKey](), [key]
    while waiting:
        parents = graph.get(waiting.pop()).parent_keys - above
        above |= parents
        waiting += parents
    return above
