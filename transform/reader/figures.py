"""The figures themselves: values, and how they changed from one and two years before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from operational.core.periods import Comparison, Period
from transform.reader.catalog import Form, Metric, Term, Unit

Number = Decimal | int


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator over a period (`n`), and over the same one and two years before.

    A change is a fraction of the absolute value before; for a percentage, the difference. None
    where there is no value: a ratio of nothing, a change from nothing, or `refused_filters`, the
    filters asked for that this indicator does not know.
    """

    metric: Metric
    value: Number | None
    n1: Number | None
    n2: Number | None
    change_n1: Decimal | None
    change_n2: Decimal | None
    refused_filters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures computed together: the same periods, the same snapshot of the warehouse."""

    periods: Comparison
    snapshot: int
    figures: tuple[Figure, ...]

    def __getitem__(self, code: str) -> Figure:
        """The figure of an indicator."""
        return next(figure for figure in self.figures if figure.metric.code == code)


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a series."""

    period: Period
    value: Number | None


def value_of_term(term: Term, total: Number | None) -> Number | None:
    """The value of a term from the sum over its points, if it is their average."""
    if total is None or term.month_ends is None:
        return total
    return Decimal(total) / term.month_ends


def value_of(metric: Metric, sums: Sequence[Number | None]) -> Number | None:
    """The value of an indicator from the sums of its terms; nothing summed is zero."""
    first, *others = (Decimal(total or 0) for total in sums)
    match metric.form:
        case Form.RATIO:
            [denominator] = others
            return first / denominator if denominator else None
        case Form.DIFFERENCE:
            [taken_off] = others
            return first - taken_off
        case Form.SUM:
            return int(first) if metric.unit is Unit.COUNT else first


def figure(
    metric: Metric, periods: Comparison, sums: Mapping[tuple[Term, Period], Number | None]
) -> Figure:
    """The figure of an indicator from the sums of its terms over the three periods."""
    value, n1, n2 = (
        value_of(metric, [sums[term, period] for term in metric.terms])
        for period in (periods.n, periods.n1, periods.n2)
    )
    return Figure(metric, value, n1, n2, change(metric, value, n1), change(metric, value, n2))


def change(metric: Metric, value: Number | None, before: Number | None) -> Decimal | None:
    """How a value changed: in points for a percentage, else in proportion of what was before."""
    if value is None or before is None:
        return None
    difference = Decimal(value) - Decimal(before)
    if metric.unit is Unit.PERCENT:
        return difference
    return difference / abs(Decimal(before)) if before else None
