"""What the detail of an indicator shows, from the warehouse."""

from dataclasses import dataclass

from dashboards.components.filters import Calendar, Filters
from dashboards.components.scope import Rows, seen
from dashboards.sources import reader
from operational.core.periods import Comparison
from transform.reader import Figure, Part
from transform.reader import Filters as RowFilters


@dataclass(frozen=True, slots=True)
class Detail:
    """An indicator over a period, and the documents it sums: none where it refuses the filters."""

    figure: Figure
    periods: Comparison
    parts: tuple[Part, ...]


def is_indicator(code: str) -> bool:
    """Whether the catalog has an indicator of this code."""
    return any(metric.code == code for metric in reader().catalog())


def fetch_detail(
    code: str, filters: Filters, *, rows: Rows, calendar: Calendar, snapshot: int
) -> Detail:
    """The detail of an indicator as a person filters it, within the rows they may see."""
    limited, kept = seen(rows), RowFilters.of(**filters.members)
    figures = limited.kpis(
        filters.choice.period,
        today=calendar.today,
        filters=kept,
        to_date=filters.to_date,
        metrics=[code],
        at_snapshot=snapshot,
    )
    figure = figures[code]
    if figure.refused_filters:
        return Detail(figure, figures.periods, ())
    parts = limited.drill(code, figures.periods.n, filters=kept, at_snapshot=snapshot)
    return Detail(figure, figures.periods, parts)
