"""The KPI catalog: what `models/metrics/*.yml` says, which dbt and MetricFlow read too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
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
    QUANTITY = "quantity"
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


class Form(StrEnum):
    """How the value comes of the terms: the one there is, one over the other, or one less the other."""

    SUM = "sum"
    RATIO = "ratio"
    DIFFERENCE = "difference"


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
    """A smaller table with the measures of several rollups by name.

    Its rows tell, besides its own `dimensions`, the members of one other dimension at a time.
    """

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
class Rows:
    """The rows of a mart that a measure sums: `expr` of those of a day, told by document (`by`)."""

    table: str
    day: str
    expr: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Largest:
    """Only the so many largest sums by a column of the rollup are added."""

    count: int
    by: str


@dataclass(frozen=True, slots=True)
class Term:
    """What is summed: an aggregate (`sum(net)`) over the rows of a rollup that a period takes.

    A flow takes the days of the period, or of the `over_months` that end with it; a level all days
    up to its end, or on average of as many `month_ends`. With `counts_until`, a row counts only
    where that date, if any, is after the end.
    """

    measure: str
    rollup: Rollup
    aggregate: str
    rows: Rows | None
    is_level: bool = False
    counts_until: str | None = None
    over_months: int | None = None
    month_ends: int | None = None
    largest: Largest | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure: its business fields, and the term (or the two terms) that its form makes a value of.

    The forty indicators have a `number`; the others are columns of tables.
    """

    code: str
    number: int | None
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
    form: Form
    terms: tuple[Term, ...]


@cache
def metrics() -> Mapping[str, Metric]:
    """Every figure by its code: the indicators in the order of their numbers, then the others."""
    documents = [yaml.safe_load(path.read_text()) for path in sorted(METRICS.glob("*.yml"))]
    measures = _measures(
        model for document in documents for model in document.get("semantic_models", ())
    )
    entries = {
        entry["name"]: entry for document in documents for entry in document.get("metrics", ())
    }
    figures = [
        _metric(entry, entries, measures) for entry in entries.values() if "label" in _meta(entry)
    ]
    figures.sort(key=lambda metric: (metric.number is None, metric.number))
    return {metric.code: metric for metric in figures}


@cache
def indicators() -> tuple[Metric, ...]:
    """The forty, in the order of their numbers."""
    return tuple(metric for metric in metrics().values() if metric.number is not None)


@cache
def dimensions() -> Mapping[str, Dimension]:
    """Every dimension by its name."""
    terms = [term for metric in metrics().values() for term in metric.terms]
    return {name: found for term in terms for name, found in term.rollup.dimensions.items()}


def _measures(models: Iterable[Mapping[str, Any]]) -> dict[str, Term]:
    """The sum of each measure over a flow, by its name."""
    return {
        measure["name"]: Term(
            measure=measure["name"],
            rollup=rollup,
            aggregate=f"{measure['agg']}({measure.get('expr', measure['name'])})",
            rows=_rows(measure),
        )
        for model in models
        for measure in model["measures"]
        for rollup in [_rollup(model, in_summary=_meta(measure).get("in_summary", True))]
    }


def _rows(measure: Mapping[str, Any]) -> Rows | None:
    rows = _meta(measure).get("rows")
    return rows and Rows(rows["table"], rows["day"], str(rows["expr"]), tuple(rows["by"]))


def _rollup(model: Mapping[str, Any], *, in_summary: bool) -> Rollup:
    columns = {entry["name"]: entry.get("expr", entry["name"]) for entry in model["dimensions"]}
    summary = _meta(model).get("summary") if in_summary else None
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
    measures: Mapping[str, Term],
) -> Metric:
    meta = _meta(entry)
    form, parts = _parts(entry)
    return Metric(
        code=entry["name"],
        number=meta.get("number"),
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
        form=form,
        terms=tuple(_term(entries[part], measures) for part in parts),
    )


def _parts(entry: Mapping[str, Any]) -> tuple[Form, tuple[str, ...]]:
    """How a metric is made, and the names of the simple ones it is made of."""
    params = entry["type_params"]
    match entry["type"]:
        case "ratio":
            return Form.RATIO, (params["numerator"], params["denominator"])
        case "derived":
            first, second = params["expr"].split(" - ")
            return Form.DIFFERENCE, (first, second)
    return Form.SUM, (entry["name"],)


def _term(entry: Mapping[str, Any], measures: Mapping[str, Term]) -> Term:
    meta = _meta(entry)
    largest = meta.get("largest")
    return replace(
        measures[entry["type_params"]["measure"]],
        is_level=entry["type"] == "cumulative",
        counts_until=meta.get("counts_until"),
        over_months=meta.get("over_months"),
        month_ends=meta.get("month_ends"),
        largest=largest and Largest(largest["count"], largest["by"]),
    )


def _meta(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    meta: Mapping[str, Any] = entry.get("config", {}).get("meta", {})
    return meta
