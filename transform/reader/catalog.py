"""The KPI catalog: what `models/metrics/*.yml` says, which dbt and MetricFlow read too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

METRICS = Path(__file__).parent.parent / "models" / "metrics"


class Unit(StrEnum):
    """What a value is in; a percentage is a fraction (0.25 is 25 %)."""

    EUR = "eur"
    PERCENT = "percent"
    COUNT = "count"
    DAYS = "days"
    TIMES = "times"
    SCORE = "score"


class Good(StrEnum):
    """The direction a company wishes."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class MetricClass(StrEnum):
    """How values of several days or filters combine (kpis.md, additivity class)."""

    ADDITIVE = "additive"
    RATIO = "ratio"
    DISTINCT = "distinct"
    LEVEL = "level"
    WINDOW = "window"
    COHORT = "cohort"


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something figures are filtered by. `is_key` tells identifiers from texts."""

    name: str
    label: str
    column: str

    @property
    def is_key(self) -> bool:
        """Whether its values are identifiers (whole numbers)."""
        return self.column.endswith("_id")


@dataclass(frozen=True, slots=True)
class Summary:
    """A smaller table with the measures of several rollups by name, for a few dimensions only."""

    name: str
    dimensions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rollup:
    """A table of the warehouse with rows by day and combination of dimensions."""

    name: str
    day: str
    dimensions: Mapping[str, Dimension] = field(compare=False)
    summary: Summary | None


@dataclass(frozen=True, slots=True)
class Term:
    """What is summed: an aggregate (`sum(net)`) over the rows of a rollup that a period takes.

    A flow takes the days of the period; a level all days up to its end. With `counts_until`, a row
    counts only where that date, if any, is after the end.
    """

    measure: str
    rollup: Rollup
    aggregate: str
    is_level: bool
    counts_until: str | None


@dataclass(frozen=True, slots=True)
class Metric:
    """An indicator: its business fields, and the term (or the two terms of a ratio) it is made of."""

    code: str
    number: int
    label: str
    section: str
    definition: str
    formula: str
    unit: Unit
    good: Good
    kind: MetricClass
    filters: tuple[str, ...]
    owner: str
    drill: str
    synonyms: tuple[str, ...]
    terms: tuple[Term, ...]


@cache
def metrics() -> Mapping[str, Metric]:
    """Every indicator by its code, in the order of the catalog."""
    documents = [yaml.safe_load(path.read_text()) for path in sorted(METRICS.glob("*.yml"))]
    measures = _measures(
        model for document in documents for model in document.get("semantic_models", ())
    )
    entries = {
        entry["name"]: entry for document in documents for entry in document.get("metrics", ())
    }
    indicators = [
        _metric(entry, entries, measures) for entry in entries.values() if "config" in entry
    ]
    return {metric.code: metric for metric in sorted(indicators, key=lambda metric: metric.number)}


@cache
def dimensions() -> Mapping[str, Dimension]:
    """Every dimension by its name."""
    terms = [term for metric in metrics().values() for term in metric.terms]
    return {name: found for term in terms for name, found in term.rollup.dimensions.items()}


def _measures(models: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Rollup, str]]:
    """The rollup and the aggregate of each measure."""
    return {
        measure["name"]: (rollup, f"{measure['agg']}({measure.get('expr', measure['name'])})")
        for model in models
        for rollup in [_rollup(model)]
        for measure in model["measures"]
    }


def _rollup(model: Mapping[str, Any]) -> Rollup:
    columns = {entry["name"]: entry.get("expr", entry["name"]) for entry in model["dimensions"]}
    summary = model.get("config", {}).get("meta", {}).get("summary")
    return Rollup(
        name=model["model"].removeprefix("ref('").removesuffix("')"),
        day=columns[model["defaults"]["agg_time_dimension"]],
        dimensions={
            entry["name"]: Dimension(entry["name"], entry["label"], columns[entry["name"]])
            for entry in model["dimensions"]
            if entry["type"] == "categorical"
        },
        summary=summary and Summary(summary["table"], frozenset(summary["dimensions"])),
    )


def _metric(
    entry: Mapping[str, Any],
    entries: Mapping[str, Mapping[str, Any]],
    measures: Mapping[str, tuple[Rollup, str]],
) -> Metric:
    meta = entry["config"]["meta"]
    parts = [entry]
    if entry["type"] == "ratio":
        parts = [entries[entry["type_params"][side]] for side in ("numerator", "denominator")]
    return Metric(
        code=entry["name"],
        number=meta["number"],
        label=meta["label"],
        section=meta["section"],
        definition=meta["definition"],
        formula=meta["formula"],
        unit=Unit(meta["unit"]),
        good=Good(meta["good"]),
        kind=MetricClass(meta["class"]),
        filters=tuple(meta["filters"]),
        owner=meta["owner"],
        drill=meta["drill"],
        synonyms=tuple(meta["synonyms"]),
        terms=tuple(_term(part, measures) for part in parts),
    )


def _term(entry: Mapping[str, Any], measures: Mapping[str, tuple[Rollup, str]]) -> Term:
    measure = entry["type_params"]["measure"]
    rollup, aggregate = measures[measure]
    return Term(
        measure=measure,
        rollup=rollup,
        aggregate=aggregate,
        is_level=entry["type"] == "cumulative",
        counts_until=entry.get("config", {}).get("meta", {}).get("counts_until"),
    )
