"""From indicators, periods and filters to one statement over the rollups.

Identifiers in the statement come from the catalog; periods, values and the snapshot are bound.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from operational.core.periods import Period
from transform.lake import LAKE
from transform.reader.catalog import Rollup, Term
from transform.reader.filters import Filters

Parameter = int | str | date


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with its parameters. Its one row has a column per term and period, terms first."""

    sql: str
    parameters: tuple[Parameter, ...]
    columns: tuple[tuple[Term, Period], ...]


def compile_terms(
    terms: Iterable[Term], periods: Sequence[Period], *, filters: Filters, snapshot: int
) -> Statement:
    """The statement that computes each term for each period: one scan per rollup, at one snapshot."""
    scans = [
        _scan(rollup, own, periods, filters, snapshot) for rollup, own in _by_rollup(terms).items()
    ]
    sources = " CROSS JOIN ".join(f"({scan.sql})" for scan in scans)
    return Statement(
        sql=f"SELECT * FROM {sources}",
        parameters=tuple(chain.from_iterable(scan.parameters for scan in scans)),
        columns=tuple(chain.from_iterable(scan.columns for scan in scans)),
    )


def _by_rollup(terms: Iterable[Term]) -> dict[str, list[Term]]:
    grouped: dict[str, list[Term]] = {}
    for term in dict.fromkeys(terms):
        grouped.setdefault(term.rollup.name, []).append(term)
    return grouped


def _scan(
    rollup_name: str,
    terms: Sequence[Term],
    periods: Sequence[Period],
    filters: Filters,
    snapshot: int,
) -> Statement:
    rollup = terms[0].rollup
    columns = [(term, period) for term in terms for period in periods]
    taken = [_taken(term, period) for term, period in columns]
    aggregates = [
        f"{term.aggregate} FILTER (WHERE {condition})"
        for (term, _), (condition, _) in zip(columns, taken, strict=True)
    ]
    wanted, wanted_parameters = _wanted(rollup, terms, periods, filters)
    sql = (
        f"SELECT {', '.join(aggregates)} "
        f"FROM {LAKE}.reports.{rollup_name} AT (VERSION => ?) WHERE {wanted}"
    )
    bound = chain.from_iterable(parameters for _, parameters in taken)
    return Statement(sql, (*bound, snapshot, *wanted_parameters), tuple(columns))


def _taken(term: Term, period: Period) -> tuple[str, tuple[Parameter, ...]]:
    """Which rows count for a period."""
    day, until = term.rollup.day, term.counts_until
    if term.is_level:
        return f"{day} <= ?", (period.end,)
    if until is None:
        return f"{day} BETWEEN ? AND ?", (period.start, period.end)
    condition = f"{day} BETWEEN ? AND ? AND ({until} IS NULL OR {until} > ?)"
    return condition, (period.start, period.end, period.end)


def _wanted(
    rollup: Rollup, terms: Sequence[Term], periods: Sequence[Period], filters: Filters
) -> tuple[str, tuple[Parameter, ...]]:
    """Which rows are read: the days any period takes, and what the filters keep."""
    first = date.min if any(term.is_level for term in terms) else min(p.start for p in periods)
    conditions = [f"{rollup.day} BETWEEN ? AND ?"]
    parameters: list[Parameter] = [first, max(period.end for period in periods)]
    for dimension, values in filters.chosen:
        marks = ", ".join("?" * len(values))
        conditions.append(f"{rollup.dimensions[dimension.name].column} IN ({marks})")
        parameters.extend(values)
    return " AND ".join(conditions), tuple(parameters)
