"""What the figures of a page cover: the rows a person may see, the filters they choose, the dates."""

from collections.abc import Mapping, Sequence

from dashboards.components import formats
from dashboards.components.filters import Calendar, Dimension, Filters
from dashboards.sources import reader
from operational.core.clock import today
from operational.core.i18n import _
from operational.core.periods import Comparison
from transform.reader import Filters as RowFilters
from transform.reader import Freshness, NothingPublished, Option, Reader

DIMENSIONS = ("company", "agency", "salesperson")

Rows = Mapping[str, Sequence[str]]
"""The members kept of each dimension; a dimension that is absent keeps all of them."""


def seen(rows: Rows) -> Reader:
    """The warehouse as a person sees it: these rows, and no other whatever is asked."""
    return reader().seeing(RowFilters.of(**rows))


def fetch_freshness() -> Freshness:
    """The state of the warehouse that the whole page shows. Raises NothingPublished."""
    return reader().freshness()


def fetch_dimensions(rows: Rows, *, snapshot: int) -> list[Dimension]:
    """What a person may filter by, and the members they may see."""
    labels = {dimension.name: dimension.label for dimension in reader().dimensions()}
    return [
        Dimension(
            name,
            labels[name],
            {
                option.value: option.label
                for option in reader().options(name, at_snapshot=snapshot)
                if _is_visible(name, option, rows)
            },
        )
        for name in DIMENSIONS
    ]


def fetch_calendar(*, snapshot: int) -> Calendar:
    """Today and the fiscal years, as of the first company, and the first day with a figure.

    Raises NothingPublished where there is no figure yet.
    """
    companies = reader().companies(at_snapshot=snapshot)
    first_days = [company.first_day for company in companies if company.first_day is not None]
    if not first_days:
        raise NothingPublished
    return Calendar(
        today=today(companies[0].time_zone),
        first_day=min(first_days),
        time_zone=companies[0].time_zone,
        start_month=companies[0].fiscal_year_start_month,
    )


def kept_rows(filters: Filters, rows: Rows) -> Rows:
    """What is kept of what a person may see; what they choose is always among it."""
    return {**rows, **filters.members}


def named(rows: Rows, dimensions: Sequence[Dimension]) -> list[str]:
    """What is kept of each dimension, in French: Agence : Antibes, Nice."""
    return [
        _("{dimension} : {members}").format(
            dimension=dimension.label,
            members=", ".join(dimension.members.get(key, key) for key in rows[dimension.name]),
        )
        for dimension in dimensions
        if dimension.name in rows
    ]


def period_name(filters: Filters, periods: Comparison) -> str:
    """The period looked at, and where it is cut: Novembre 2026, jusqu’au 24/11/2026."""
    label = filters.choice.label
    if periods.n != filters.choice.period:
        label = _("{period}, jusqu’au {day}").format(period=label, day=formats.day(periods.n.end))
    return label[0].upper() + label[1:]


def _is_visible(name: str, option: Option, rows: Rows) -> bool:
    if name in rows:
        return option.value in rows[name]
    return name != "salesperson" or "agency" not in rows or option.parent in rows["agency"]
