"""The structure of the dbt project, read from its manifest: what a reviewer would look for."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from operational.migrations.metadata import import_all_models
from tests.transform.built import Warehouse

PARENTS = {
    "staging": {"source"},
    "intermediate": {"staging", "intermediate"},
    "marts": {"staging", "intermediate", "marts"},
    "reports": {"marts", "reports"},
}
PREFIXES = {
    "staging": r"stg_{subject}__\w+",
    "intermediate": r"int_\w+",
    "marts": r"(dim|fct)_\w+",
    "reports": r"rpt_\w+",
}
FORBIDDEN = {
    "qualify": r"\bqualify\b",
    "group by all": r"\bgroup by all\b",
    "order by all": r"\border by all\b",
    "select * exclude or replace": r"\*\s*(exclude|replace)\b",
    "a cast written ::": r"::",
    "strftime": r"\bstrftime\b",
    "unnest": r"\bunnest\b",
    "generate_series": r"\bgenerate_series\b",
    "a list function": r"\blist_\w+\(|\[[^\]]*\bfor\b",
    "an interval": r"\binterval\b",
    "the clock": r"\b(current_date|current_timestamp|now\(|today\()",
    "a float": r"\b(float|double|real)\b",
}
COMPUTES = r"\bcase when\b|\bgreatest\b|\blead\(|\badd_(days|months)\b|-sum\("
LONGEST = 120
REFERENCES = {"agency_id", "customer_id", "salesperson_id", "item_id", "item_subfamily_id"}

Node = dict[str, Any]


@pytest.fixture(scope="module")
def models(warehouse: Warehouse) -> dict[str, Node]:
    """The models by name."""
    return {node["name"]: node for node in _of_type(warehouse, "model")}


@pytest.fixture(scope="module")
def tested(warehouse: Warehouse) -> Counter[tuple[str, str]]:
    """How many tests of each name a model has; a test written apart is named `singular`."""
    found: Counter[tuple[str, str]] = Counter()
    for test in _of_type(warehouse, "test"):
        kind = (test.get("test_metadata") or {}).get("name", "singular")
        on = [test["attached_node"]] if test.get("attached_node") else test["depends_on"]["nodes"]
        found.update((unique_id.split(".")[-1], kind) for unique_id in on)
    return found


def _of_type(warehouse: Warehouse, kind: str) -> Iterator[Node]:
    return (node for node in warehouse.manifest["nodes"].values() if node["resource_type"] == kind)


def _layer(node: Node) -> str:
    return str(node["fqn"][1])


def test_a_model_is_named_and_placed_by_its_layer(models: dict[str, Node]) -> None:
    for name, node in models.items():
        layer, subject = node["fqn"][1:3]
        assert re.fullmatch(PREFIXES[layer].format(subject=subject), name), name
        assert node["schema"] == layer, name


def test_no_layer_is_skipped(models: dict[str, Node]) -> None:
    for name, node in models.items():
        for parent in node["depends_on"]["nodes"]:
            kind, _, *rest = parent.split(".")
            layer = "source" if kind == "source" else _layer(models[rest[0]])
            assert layer in PARENTS[_layer(node)], f"{name} reads {parent}"


def test_every_source_is_read_by_one_staging_model(
    warehouse: Warehouse, models: dict[str, Node]
) -> None:
    read = [
        parent
        for node in models.values()
        if _layer(node) == "staging"
        for parent in node["depends_on"]["nodes"]
    ]

    domains = {
        unique_id
        for unique_id, source in warehouse.manifest["sources"].items()
        if source["source_name"] != "load"
    }
    assert sorted(read) == sorted(domains)


def test_the_sources_are_the_tables_that_are_loaded(
    warehouse: Warehouse, session: Session
) -> None:
    loaded = session.scalars(
        text(
            "SELECT tgrelid::regclass::text FROM pg_trigger"
            " WHERE tgfoid = 'core.capture_change'::regproc"
        )
    )

    declared = {
        f"{source['source_name']}.{source['name']}"
        for source in warehouse.manifest["sources"].values()
        if source["source_name"] != "load"
    }
    assert declared == set(loaded)


def test_staging_has_every_column_but_secrets(models: dict[str, Node], session: Session) -> None:
    tables = import_all_models().metadata.tables
    secrets = set(session.scalars(text("SELECT unnest(core.secret_columns())")))
    for name, node in models.items():
        if _layer(node) == "staging":
            [[domain, table]] = node["sources"]
            columns = {column.name for column in tables[f"{domain}.{table}"].columns}
            assert _selected(node["raw_code"]) == columns - secrets, name


def _selected(code: str) -> set[str]:
    """The columns a staging model reads, under their names in PostgreSQL."""
    lines = code.partition("from {{")[0].removeprefix("select").split(",")
    return {
        re.sub(r"\{\{ adapter\.quote\('(\w+)'\) \}\}", r"\1", line).split()[0] for line in lines
    }


def test_everything_is_described(warehouse: Warehouse, models: dict[str, Node]) -> None:
    for node in [*models.values(), *warehouse.manifest["sources"].values()]:
        assert node["description"], node["unique_id"]
    for name, node in models.items():
        if _layer(node) != "staging":
            assert "Grain: one row per" in node["description"], name
        for column in node["columns"].values():
            assert column["description"], f"{name}.{column['name']}"


def test_every_model_has_a_tested_key(
    models: dict[str, Node], tested: Counter[tuple[str, str]]
) -> None:
    for name in models:
        assert tested[name, "key"] == 1, name


def test_marts_and_reports_have_a_contract(models: dict[str, Node]) -> None:
    for name, node in models.items():
        if _layer(node) in {"marts", "reports"}:
            assert node["config"]["contract"]["enforced"], name


def test_references_of_facts_are_tested(warehouse: Warehouse, models: dict[str, Node]) -> None:
    tested = {
        (test["attached_node"].split(".")[-1], test["column_name"])
        for test in _of_type(warehouse, "test")
        if (test.get("test_metadata") or {}).get("name") == "relationships"
    }
    for name, node in models.items():
        if name.startswith("fct_"):
            for column in REFERENCES & set(node["columns"]):
                assert (name, column) in tested, f"{name}.{column}"


def test_every_fact_has_an_arithmetic_identity(
    models: dict[str, Node], tested: Counter[tuple[str, str]]
) -> None:
    for name in models:
        if name.startswith("fct_"):
            assert tested[name, "singular"] + tested[name, "holds"], name


def test_every_rule_has_a_unit_test(warehouse: Warehouse, models: dict[str, Node]) -> None:
    unit_tested = {test["model"] for test in warehouse.manifest["unit_tests"].values()}
    for name, node in models.items():
        if re.search(COMPUTES, node["raw_code"]):
            assert name in unit_tested, name


def test_the_sql_is_portable_and_short(models: dict[str, Node]) -> None:
    for name, node in models.items():
        code = node["raw_code"].lower()
        for what, pattern in FORBIDDEN.items():
            assert not re.search(pattern, code), f"{name} uses {what}"
        assert len(code.splitlines()) <= LONGEST, name


def test_every_report_is_exposed_and_every_exposure_reads_reports(
    warehouse: Warehouse, models: dict[str, Node]
) -> None:
    read = {
        (exposure["name"], parent.split(".")[-1])
        for exposure in warehouse.manifest["exposures"].values()
        for parent in exposure["depends_on"]["nodes"]
    }
    reports = {name for name, node in models.items() if _layer(node) == "reports"}

    assert reports <= {name for _, name in read}
    for exposure, name in read:
        is_table_of_facts = exposure.startswith("table_") and _layer(models[name]) == "marts"
        assert name in reports or is_table_of_facts, (exposure, name)


def test_metrics_are_measured_on_reports_and_drill_to_facts(
    warehouse: Warehouse, models: dict[str, Node]
) -> None:
    for model in warehouse.manifest["semantic_models"].values():
        [parent] = model["depends_on"]["nodes"]
        assert _layer(models[parent.split(".")[-1]]) == "reports", model["name"]
    for metric in warehouse.manifest["metrics"].values():
        if drill := metric["config"]["meta"].get("drill"):
            assert drill.startswith("fct_")
            assert drill in models
            assert metric["config"]["meta"]["label"] == metric["label"]
