"""From indicators, periods and filters to one statement over the rollups.

Identifiers in the statement come from the catalog; periods, values and the snapshot are bound.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from operational.core.periods import Period, add_months, month_end
from transform.lake import LAKE
from transform.reader.catalog import Largest, Term
from transform.reader.filters import Filters

Parameter = int | str | date


@dataclass(frozen=True, slots=True)
class Expression:
    """A piece of SQL, and what is bound in it."""

    sql: str
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with its parameters: the columns of `by`, then one per term and period, terms first."""

    sql: str
    parameters: tuple[Parameter, ...]
    columns: tuple[tuple[Term, Period], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A table at a snapshot: its column of days, and what each term sums of it."""

    table: Expression
    day: str
    sums: Mapping[Term, str]


def compile_terms(
    terms: Iterable[Term], periods: Sequence[Period], *, filters: Filters, snapshot: int
) -> Statement:
    """The statement that computes each term for each period: one scan per table, at one snapshot.

    A term of several `month_ends` comes as the sum of its points.
    """
    scans: dict[tuple[object, ...], list[Term]] = {}
    for term in dict.fromkeys(terms):
        scans.setdefault((_rollup(term, filters.names)[0], term.largest), []).append(term)
    read = [
        scan(rollup_source(own, names=filters.names, snapshot=snapshot), periods, filters=filters)
        for own in scans.values()
    ]
    sources = " CROSS JOIN ".join(f"({one.sql})" for one in read)
    return Statement(
        sql=f"SELECT * FROM {sources}",
        parameters=tuple(chain.from_iterable(one.parameters for one in read)),
        columns=tuple(chain.from_iterable(one.columns for one in read)),
    )


def rollup_source(terms: Sequence[Term], *, names: frozenset[str], snapshot: int) -> Source:
    """The smallest rollup that has some terms and the dimensions named."""
    name, _ = _rollup(terms[0], names)
    return Source(
        table=Expression(f"{LAKE}.reports.{name} AT (VERSION => ?)", (snapshot,)),
        day=terms[0].rollup.day,
        sums={term: _rollup(term, names)[1] for term in terms},
    )


def scan(
    source: Source, periods: Sequence[Period], *, filters: Filters, by: Sequence[str] = ()
) -> Statement:
    """The sums of a source for each period, in all or by some columns.

    Sums by day first (which are few), or by what the largest are sought among; then by period.
    """
    terms = tuple(source.sums)
    columns = tuple((term, period) for term in terms for period in periods)
    sums = [total(f"t{terms.index(term)}", term, period, day="day") for term, period in columns]
    days = _days(source, periods, filters, by)
    return Statement(
        sql=_add(terms[0].largest, by, [one.sql for one in sums], days.sql),
        parameters=(*chain.from_iterable(one.parameters for one in sums), *days.parameters),
        columns=columns,
    )


def total(expression: str, term: Term, period: Period, *, day: str) -> Expression:
    """The sum of an expression over the rows whose day a term takes for a period."""
    if term.month_ends is not None:
        points = _month_ends(term.month_ends, period.end)
        times = " + ".join([f"CAST({day} <= ? AS INTEGER)"] * len(points))
        return Expression(f"sum({expression} * ({times}))", points)
    condition = _taken(term, period, day=day)
    return Expression(f"sum({expression}) FILTER (WHERE {condition.sql})", condition.parameters)


def span(term: Term, period: Period) -> Period:
    """The days that a term may take for a period."""
    if term.is_level:
        return Period(date.min, period.end)
    if term.over_months is not None:
        first = add_months(period.end, -term.over_months) + timedelta(days=1)
        return Period(first, period.end)
    return period


def kept(filters: Filters) -> Expression:
    """The condition that filters put on the rows of a table; a dimension without values keeps none."""
    conditions = [
        f"{dimension.column} IN ({', '.join('?' * len(values))})" if values else "FALSE"
        for dimension, values in filters.chosen
    ]
    values = tuple(chain.from_iterable(values for _, values in filters.chosen))
    return Expression(" AND ".join(conditions) or "TRUE", values)


def _taken(term: Term, period: Period, *, day: str) -> Expression:
    """Which days count for a period."""
    days = span(term, period)
    if term.is_level:
        return Expression(f"{day} <= ?", (days.end,))
    if term.counts_until is None:
        return Expression(f"{day} BETWEEN ? AND ?", (days.start, days.end))
    condition = f"{day} BETWEEN ? AND ? AND ({{until}} IS NULL OR {{until}} > ?)"
    return Expression(
        condition.format(until=term.counts_until), (days.start, days.end, period.end)
    )


def _month_ends(count: int, end: date) -> tuple[date, ...]:
    """A day, and the ends of the months before its own: so many in all."""
    return (end, *(month_end(add_months(end, -back)) for back in range(1, count)))


def _rollup(term: Term, names: frozenset[str]) -> tuple[str, str]:
    """The smallest table that has a term and the dimensions named, and its aggregate there."""
    summary = term.rollup.summary
    if summary is not None and term.largest is None and names <= summary.dimensions:
        return summary.name, f"sum(value) FILTER (WHERE measure = '{term.measure}')"
    return term.rollup.name, term.aggregate


def _add(largest: Largest | None, by: Sequence[str], sums: Sequence[str], days: str) -> str:
    if largest is None:
        group = f" GROUP BY {', '.join(by)}" if by else ""
        return f"SELECT {', '.join([*by, *sums])} FROM ({days}){group}"
    named = ", ".join(f"{one} AS s{i}" for i, one in enumerate(sums))
    added = ", ".join(f"list_sum(max(s{i}, {largest.count}))" for i in range(len(sums)))
    among = f"SELECT {named} FROM ({days}) WHERE {largest.by} IS NOT NULL GROUP BY {largest.by}"
    return f"SELECT {added} FROM ({among})"


def _days(
    source: Source, periods: Sequence[Period], filters: Filters, by: Sequence[str]
) -> Expression:
    """The terms by day, over the days that any period takes and the rows that the filters keep."""
    keys = dict.fromkeys([*by, *(key for term in source.sums for key in _keys(term))])
    groups = ", ".join([f"{source.day} AS day", *keys])
    sums = ", ".join(f"{aggregate} AS t{i}" for i, aggregate in enumerate(source.sums.values()))
    spans = [span(term, period) for term in source.sums for period in periods]
    first, last = min(days.start for days in spans), max(days.end for days in spans)
    condition = kept(filters)
    return Expression(
        f"SELECT {groups}, {sums} FROM {source.table.sql}"
        f" WHERE {source.day} BETWEEN ? AND ? AND {condition.sql} GROUP BY ALL",
        (*source.table.parameters, first, last, *condition.parameters),
    )


def _keys(term: Term) -> tuple[str, ...]:
    """What a term is summed by, besides the day."""
    if term.largest is not None:
        return (term.largest.by,)
    return (term.counts_until,) if term.counts_until else ()
