"""From indicators, periods and filters to one statement over the rollups.

Identifiers in the statement come from the catalog; periods, values and the snapshot are bound.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from operational.core.periods import Period
from transform.lake import LAKE
from transform.reader.catalog import Term
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
    """The statement that computes each term for each period: one scan per table, at one snapshot."""
    by_table: dict[str, list[Term]] = {}
    for term in dict.fromkeys(terms):
        by_table.setdefault(_source(term, filters)[0], []).append(term)
    scans = [_scan(own, periods, filters, snapshot) for own in by_table.values()]
    sources = " CROSS JOIN ".join(f"({scan.sql})" for scan in scans)
    return Statement(
        sql=f"SELECT * FROM {sources}",
        parameters=tuple(chain.from_iterable(scan.parameters for scan in scans)),
        columns=tuple(chain.from_iterable(scan.columns for scan in scans)),
    )


def _source(term: Term, filters: Filters) -> tuple[str, str]:
    """The smallest table that has a term and what it is filtered by, and its aggregate there."""
    summary = term.rollup.summary
    if summary is not None and filters.names <= summary.dimensions:
        return summary.name, f"sum(value) FILTER (WHERE measure = '{term.measure}')"
    return term.rollup.name, term.aggregate


def _scan(
    terms: Sequence[Term], periods: Sequence[Period], filters: Filters, snapshot: int
) -> Statement:
    """Sums by day first, which are few, then the days of each period."""
    columns = [(position, term, p) for position, term in enumerate(terms) for p in periods]
    taken = [_taken(term, period) for _, term, period in columns]
    sums = [
        f"sum(t{position}) FILTER (WHERE {condition})"
        for (position, _, _), (condition, _) in zip(columns, taken, strict=True)
    ]
    days, days_parameters = _days(terms, periods, filters, snapshot)
    return Statement(
        sql=f"SELECT {', '.join(sums)} FROM ({days})",
        parameters=(*chain.from_iterable(bound for _, bound in taken), *days_parameters),
        columns=tuple((term, period) for _, term, period in columns),
    )


def _taken(term: Term, period: Period) -> tuple[str, tuple[Parameter, ...]]:
    """Which days count for a period."""
    if term.is_level:
        return "day <= ?", (period.end,)
    if term.counts_until is None:
        return "day BETWEEN ? AND ?", (period.start, period.end)
    condition = "day BETWEEN ? AND ? AND ({until} IS NULL OR {until} > ?)"
    return condition.format(until=term.counts_until), (period.start, period.end, period.end)


def _days(
    terms: Sequence[Term], periods: Sequence[Period], filters: Filters, snapshot: int
) -> tuple[str, tuple[Parameter, ...]]:
    """The terms by day, over the days that any period takes and the rows that the filters keep."""
    rollup, (table, _) = terms[0].rollup, _source(terms[0], filters)
    keys = dict.fromkeys(term.counts_until for term in terms if term.counts_until)
    groups = ", ".join([f"{rollup.day} AS day", *keys])
    sums = ", ".join(f"{_source(term, filters)[1]} AS t{i}" for i, term in enumerate(terms))
    first = date.min if any(term.is_level for term in terms) else min(p.start for p in periods)
    conditions = [f"{rollup.day} BETWEEN ? AND ?"]
    parameters: list[Parameter] = [snapshot, first, max(period.end for period in periods)]
    for dimension, values in filters.chosen:
        conditions.append(f"{dimension.column} IN ({', '.join('?' * len(values))})")
        parameters.extend(values)
    sql = (
        f"SELECT {groups}, {sums} FROM {LAKE}.reports.{table} AT (VERSION => ?)"
        f" WHERE {' AND '.join(conditions)} GROUP BY ALL"
    )
    return sql, tuple(parameters)
