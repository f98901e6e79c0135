"""From indicators, periods and filters to statements over the rollups.

Identifiers in the statement come from the catalog; periods, values and the snapshot are bound.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

from operational.core.periods import Period, add_months, month_end
from transform.lake import LAKE
from transform.reader.catalog import Rollup, Summary, Term
from transform.reader.filters import Filters, Value

Parameter = int | str | date


@dataclass(frozen=True, slots=True)
class Expression:
    """A piece of SQL, and what is bound in it."""

    sql: str
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with its parameters: the columns of `by`, then one per term and period, terms first.

    Where it has `places`, it gives a row per measure instead, and the place among its sums of each
    term and period.
    """

    sql: str
    parameters: tuple[Parameter, ...]
    columns: tuple[tuple[Term, Period], ...]
    places: tuple[int, ...] = ()

    def told(self, rows: Sequence[Sequence[Any]]) -> dict[tuple[Term, Period], Any]:
        """The sum of each term over each period, from the rows of a statement without `by`."""
        if not self.places:
            [row] = rows
            return dict(zip(self.columns, row, strict=True))
        measures = {measure: sums for measure, *sums in rows}
        return {
            (term, period): measures[term.measure][place] if term.measure in measures else None
            for (term, period), place in zip(self.columns, self.places, strict=True)
        }


@dataclass(frozen=True, slots=True)
class Source:
    """A table at a snapshot: its column of days, and what each term sums of it."""

    table: Expression
    day: str
    sums: Mapping[Term, str]


def compile_terms(
    terms: Iterable[Term], periods: Sequence[Period], *, filters: Filters, snapshot: int
) -> list[Statement]:
    """The statements that compute each term for each period: one per table, at one snapshot.

    A term of several `month_ends` comes as the sum of its points.
    """
    scans: dict[tuple[object, ...], list[Term]] = {}
    for term in dict.fromkeys(terms):
        is_summed = _in_summary(term, filters)
        place = (term.month_ends,) if is_summed else (term.rollup.name, term.largest)
        scans.setdefault(place, []).append(term)
    return [
        _scan_together(own, periods, filters=filters, snapshot=snapshot) for own in scans.values()
    ]


def _scan_together(
    terms: Sequence[Term], periods: Sequence[Period], *, filters: Filters, snapshot: int
) -> Statement:
    if _in_summary(terms[0], filters):
        return scan_summary(terms, periods, filters=filters, snapshot=snapshot)
    source = rollup_source(terms, snapshot=snapshot)
    if terms[0].largest is not None:
        return scan_largest(source, periods, filters=filters)
    return scan(source, periods, filters=filters)


def rollup_source(terms: Sequence[Term], *, snapshot: int) -> Source:
    """The rollup of some terms."""
    rollup = terms[0].rollup
    return Source(
        table=Expression(f"{LAKE}.reports.{rollup.name} AT (VERSION => ?)", (snapshot,)),
        day=rollup.day,
        sums={term: term.aggregate for term in terms},
    )


def scan_summary(
    terms: Sequence[Term], periods: Sequence[Period], *, filters: Filters, snapshot: int
) -> Statement:
    """The sums of terms of a summary for each period: its rows are few, and each is read once.

    Terms that take the same days share the sums, which are told by measure.
    """
    columns = tuple((term, period) for term in terms for period in periods)
    sums: dict[Expression, int] = {}
    places = tuple(
        sums.setdefault(total("value", term, period, day="day"), len(sums))
        for term, period in columns
    )
    spans = [span(term, period) for term, period in columns]
    measures = tuple(dict.fromkeys(term.measure for term in terms))
    rows = _summary_rows(terms[0].rollup, filters)
    return Statement(
        sql=f"SELECT measure, {', '.join(one.sql for one in sums)}"
        f" FROM {LAKE}.reports.{_summary(terms[0].rollup).name} AT (VERSION => ?)"
        f" WHERE {rows.sql} AND day BETWEEN ? AND ?"
        f" AND measure IN ({', '.join('?' * len(measures))}) GROUP BY measure",
        parameters=(
            *chain.from_iterable(one.parameters for one in sums),
            snapshot,
            *rows.parameters,
            min(days.start for days in spans),
            max(days.end for days in spans),
            *measures,
        ),
        columns=columns,
        places=places,
    )


def scan_largest(source: Source, periods: Sequence[Period], *, filters: Filters) -> Statement:
    """The largest sums of terms for each period, added; each period reads its own days only."""
    columns = tuple((term, period) for term in source.sums for period in periods)
    condition = kept(filters)
    sums, parameters = [], []
    for term, period in columns:
        assert term.largest is not None  # noqa: S101 - see `compile_terms`
        days = span(term, period)
        sums.append(
            f"(SELECT sum(s) FROM (SELECT {source.sums[term]} AS s FROM {source.table.sql}"
            f" WHERE {source.day} BETWEEN ? AND ? AND {condition.sql}"
            f" AND {term.largest.by} IS NOT NULL"
            f" GROUP BY {term.largest.by} ORDER BY s DESC LIMIT {term.largest.count}))"
        )
        parameters += [*source.table.parameters, days.start, days.end, *condition.parameters]
    return Statement(f"SELECT {', '.join(sums)}", tuple(parameters), columns)


def scan(
    source: Source, periods: Sequence[Period], *, filters: Filters, by: Sequence[str] = ()
) -> Statement:
    """The sums of a source for each period, in all or by some columns.

    Sums by day first (which are few), then by period.
    """
    terms = tuple(source.sums)
    columns = tuple((term, period) for term in terms for period in periods)
    sums = [total(f"t{terms.index(term)}", term, period, day="day") for term, period in columns]
    days = _days(source, periods, filters, by)
    group = f" GROUP BY {', '.join(by)}" if by else ""
    return Statement(
        sql=f"SELECT {', '.join([*by, *(one.sql for one in sums)])} FROM ({days.sql}){group}",
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
    conditions = [_among(dimension.column, values) for dimension, values in filters.chosen]
    return _all_of(conditions)


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


def _in_summary(term: Term, filters: Filters) -> bool:
    """Whether the summary tells a term: it knows one dimension at a time, besides its own."""
    summary = term.rollup.summary
    return (
        summary is not None
        and term.largest is None
        and len(filters.names - summary.dimensions) <= 1
    )


def _summary(rollup: Rollup) -> Summary:
    assert rollup.summary is not None, rollup.name  # noqa: S101 - see `_in_summary`
    return rollup.summary


def _summary_rows(rollup: Rollup, filters: Filters) -> Expression:
    """The rows of a summary that filters keep."""
    own = _summary(rollup).dimensions
    conditions = [_among(one.column, values) for one, values in filters.chosen if one.name in own]
    members = [
        Expression(f"dimension = ? AND {found.sql}", (one.name, *(str(value) for value in values)))
        for one, values in filters.chosen
        if one.name not in own
        for found in [_among("member", values)]
    ]
    return _all_of([*(members or [Expression("dimension = ?", ("all",))]), *conditions])


def _among(column: str, values: Sequence[Value]) -> Expression:
    if not values:
        return Expression("FALSE")
    return Expression(f"{column} IN ({', '.join('?' * len(values))})", tuple(values))


def _all_of(conditions: Sequence[Expression]) -> Expression:
    return Expression(
        " AND ".join(one.sql for one in conditions) or "TRUE",
        tuple(chain.from_iterable(one.parameters for one in conditions)),
    )


def _days(
    source: Source, periods: Sequence[Period], filters: Filters, by: Sequence[str]
) -> Expression:
    """The terms by day, over the days that any period takes and the rows that the filters keep."""
    until = (term.counts_until for term in source.sums if term.counts_until)
    keys = dict.fromkeys([*by, *until])
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
