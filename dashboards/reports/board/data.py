"""What the board shows, from the warehouse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboards.components.filters import Calendar, Dimension, Filters
from dashboards.sources import reader
from operational.core.clock import today
from transform.reader import Figures, Freshness, NothingPublished, Option, Point
from transform.reader import Filters as RowFilters

DIMENSIONS = ("company", "agency", "salesperson")

Rows = Mapping[str, Sequence[str]]
"""The members kept of each dimension; a dimension that is absent keeps all of them."""


@dataclass(frozen=True, slots=True)
class Board:
    """Every indicator over a period, and month by month up to its end."""

    figures: Figures
    months: Mapping[str, Sequence[Point]]


def fetch_freshness() -> Freshness:
    """The state of the warehouse that the whole page shows. Raises NothingPublished."""
    return reader().freshness()


def fetch_board(filters: Filters, *, rows: Rows, calendar: Calendar, snapshot: int) -> Board:
    """The board as a person filters it, within the rows they may see."""
    row_filters = RowFilters.of(**kept_rows(filters, rows))
    figures = reader().kpis(
        filters.choice.period,
        today=calendar.today,
        filters=row_filters,
        to_date=filters.to_date,
        at_snapshot=snapshot,
    )
    months = reader().series(
        [figure.metric.code for figure in figures.figures],
        until=figures.periods.n.end,
        filters=row_filters,
        at_snapshot=snapshot,
    )
    return Board(figures, months)


def kept_rows(filters: Filters, rows: Rows) -> Rows:
    """What is kept of what a person may see; what they choose is always among it."""
    return {**rows, **filters.members}


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


def _is_visible(name: str, option: Option, rows: Rows) -> bool:
    if name in rows:
        return option.value in rows[name]
    return name != "salesperson" or "agency" not in rows or option.parent in rows["agency"]
