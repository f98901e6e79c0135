"""The figures of the catalog by MetricFlow: from what dbt declares to SQL of its own, run by us.

MetricFlow knows sums, levels, and their ratios and differences. A level is asked for as of the last
day of a period. Where its two metrics are of two rollups, their dimensions have two names: by one of
them, a ratio is asked for as these two metrics.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any, cast

from duckdb import DuckDBPyConnection
from metricflow.engine.metricflow_engine import MetricFlowEngine, MetricFlowQueryRequest
from metricflow.protocols.sql_client import SqlClient, SqlEngine
from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer
from metricflow_semantics.model.dbt_manifest_parser import (
    parse_manifest_from_dbt_generated_manifest,
)
from metricflow_semantics.model.semantic_manifest_lookup import SemanticManifestLookup

from operational.core.periods import Period
from transform.reader.catalog import Form, Metric, Term

Value = Any
"""A figure as DuckDB gives it, None where nothing was summed."""

Figures = dict[str, dict[Value, Value]]
"""Figures by metric and by value of a dimension; in all, by None."""

DAY = "metric_time"


class Dialect:
    """All that MetricFlow needs to write SQL for DuckDB, which it never runs itself."""

    sql_engine_type = SqlEngine.DUCKDB
    sql_plan_renderer = DuckDbSqlPlanRenderer()


@dataclass(frozen=True, slots=True)
class Declared:
    """A metric as dbt declares it: what it is measured on, as a level or not, and its inputs."""

    entities: frozenset[str]
    levels: frozenset[bool]
    inputs: tuple[str, ...]


class MetricFlow:
    """Has MetricFlow write SQL, and a lake say what it gives."""

    def __init__(self, semantic_manifest: Path) -> None:
        """Reads what dbt wrote of the catalog."""
        text = semantic_manifest.read_text()
        self._declared = _declared(json.loads(text))
        self._engine = MetricFlowEngine(
            SemanticManifestLookup(parse_manifest_from_dbt_generated_manifest(text)),
            sql_client=cast(SqlClient, Dialect()),
        )

    def figures(
        self,
        lake: DuckDBPyConnection,
        metrics: Iterable[Metric],
        period: Period,
        *,
        by: str | None = None,
    ) -> Figures:
        """Each metric over a period, by the values of a dimension, or in all (under None)."""
        asked = {metric: self._parts(metric.code, by) for metric in metrics}
        alike: dict[tuple[frozenset[str], frozenset[bool]], list[str]] = defaultdict(list)
        for name in dict.fromkeys(name for parts in asked.values() for name in parts):
            one = self._declared[name]
            alike[one.entities, one.levels].append(name)
        found: Figures = {}
        for (entities, levels), names in alike.items():
            keys = [f"{entity}__{by}" for entity in entities if by]
            statement = self._statement(names, period, keys, is_level=True in levels)
            found |= _run(lake, statement, names=names, key=keys[0] if keys else None)
        return {
            metric.code: _combined(metric, [found[name] for name in parts])
            for metric, parts in asked.items()
        }

    def _parts(self, name: str, by: str | None) -> tuple[str, ...]:
        """What is asked for: a metric, or its inputs where they are not measured alike."""
        one = self._declared[name]
        apart = len(one.levels) > 1 or (by is not None and len(one.entities) > 1)
        return one.inputs if apart else (name,)

    def _statement(
        self, names: Sequence[str], period: Period, keys: Sequence[str], *, is_level: bool
    ) -> str:
        first = period.end if is_level else period.start
        request = MetricFlowQueryRequest.create(
            metric_names=names,
            group_by_names=[DAY, *keys] if is_level else keys,
            time_constraint_start=datetime.combine(first, time.min),
            time_constraint_end=datetime.combine(period.end, time.min),
        )
        statement = self._engine.explain(request).sql_statement
        assert not statement.bind_parameter_set.param_dict
        return statement.sql


def is_expressible(metric: Metric) -> bool:
    """Whether MetricFlow can say every term of a metric: no form of our own (`config.meta`)."""
    return not any(own_forms(term) for term in metric.terms)


def own_forms(term: Term) -> tuple[str, ...]:
    """What a term has that dbt does not know."""
    forms = ("counts_until", "over_months", "month_ends", "largest")
    return tuple(form for form in forms if getattr(term, form) is not None)


def _run(
    lake: DuckDBPyConnection, statement: str, *, names: Sequence[str], key: str | None
) -> Figures:
    found = lake.execute(statement)
    columns = [name for name, *_ in found.description or ()]
    rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    return {name: {row[key] if key else None: row[name] for row in rows} for name in names}


def _declared(manifest: Mapping[str, Any]) -> dict[str, Declared]:
    """The metrics by name, of what dbt wrote."""
    entities = {
        measure["name"]: model["primary_entity"]
        for model in manifest["semantic_models"]
        for measure in model["measures"]
    }
    entries = {entry["name"]: entry for entry in manifest["metrics"]}

    def declared(name: str) -> Declared:
        kind, of = entries[name]["type"], entries[name]["type_params"]
        given = of["metrics"] if kind == "derived" else [of["numerator"], of["denominator"]]
        inputs = tuple(one["name"] for one in given if one is not None)
        if not inputs:
            entity = entities[of["measure"]["name"]]
            return Declared(frozenset({entity}), frozenset({kind == "cumulative"}), ())
        parts = [declared(one) for one in inputs]
        return Declared(
            frozenset[str]().union(*(part.entities for part in parts)),
            frozenset[bool]().union(*(part.levels for part in parts)),
            inputs,
        )

    return {name: declared(name) for name in entries}


def _combined(metric: Metric, parts: Sequence[Mapping[Value, Value]]) -> dict[Value, Value]:
    """A metric by itself, or of its two parts; nothing over something, or less it, is zero."""
    if len(parts) == 1:
        return dict(parts[0])
    first, second = parts
    if metric.form is Form.DIFFERENCE:
        keys = first.keys() | second.keys()
        return {key: (first.get(key) or 0) - (second.get(key) or 0) for key in keys}
    return {
        key: float(first.get(key) or 0) / float(below) for key, below in second.items() if below
    }
