"""What the board shows, from the warehouse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboards.components.filters import Calendar, Filters
from dashboards.components.scope import Rows, seen
from transform.reader import Figures, Point
from transform.reader import Filters as RowFilters


@dataclass(frozen=True, slots=True)
class Board:
    """Every indicator over a period, and month by month up to its end."""

    figures: Figures
    months: Mapping[str, Sequence[Point]]


def fetch_board(filters: Filters, *, rows: Rows, calendar: Calendar, snapshot: int) -> Board:
    """The board as a person filters it, within the rows they may see."""
    reader, kept = seen(rows), RowFilters.of(**filters.members)
    figures = reader.kpis(
        filters.choice.period,
        today=calendar.today,
        filters=kept,
        to_date=filters.to_date,
        at_snapshot=snapshot,
    )
    months = reader.series(
        [figure.metric.code for figure in figures.figures],
        until=figures.periods.n.end,
        filters=kept,
        at_snapshot=snapshot,
    )
    return Board(figures, months)
