"""What Dagster serves: it loads, its lineage is whole, and its groups are the domains."""

import dagster as dg

from operational.migrations.metadata import SCHEMAS, import_all_models
from orchestration.definitions import defs
from tests.operational.migrations.test_schema import TECHNICAL


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


def test_lineage_goes_from_a_table_to_a_rollup() -> None:
    graph = defs.resolve_asset_graph()
    [rollup] = [key for key in graph.get_all_asset_keys() if key.path[-1] == "rpt_revenue_daily"]
    above, waiting = set[dg.AssetKey](), [rollup]
    while waiting:
        parents = graph.get(waiting.pop()).parent_keys - above
        above |= parents
        waiting += parents
    assert dg.AssetKey(["sales", "invoice"]) in above
