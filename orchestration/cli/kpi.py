"""`quarante kpi`: the indicators of a period, as the board shows them."""

from contextlib import closing
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer
from rich.table import Table

from operational.core.i18n import _
from orchestration.cli.console import out

if TYPE_CHECKING:
    from transform.reader import Figure, Figures, Filters, Reader

TIME_ZONE = "Europe/Paris"
"""Of the dates shown while no company says its own."""


class UnknownAgency(Exception):
    """No agency has this code."""

    def __init__(self, *, code: str, known: str) -> None:
        """Keeps the code asked for, and those there are."""
        super().__init__(code)
        self.code, self.known = code, known


def kpi(
    *,
    period: Annotated[
        str,
        typer.Option(
            metavar="PÉRIODE",
            help=_("2026, 2026-T3, 2026-10, 2026-10-05 ou 2026-10-01..2026-10-15."),
        ),
    ],
    agency: Annotated[
        str | None, typer.Option(metavar="CODE", help=_("Une seule agence."))
    ] = None,
) -> None:
    """Shows each indicator with N-1, N-2 and its changes, over whole days up to today."""
    from operational.core.clock import today
    from operational.core.periods import parse_period
    from operational.core.server import database_url
    from operational.core.settings import settings
    from transform.reader import open_reader

    days = parse_period(period)
    with (
        database_url(settings()) as url,
        closing(open_reader(url, settings().lake_path)) as reader,
    ):
        figures = reader.kpis(
            days, today=today(_time_zone(reader)), filters=_filters(reader, agency)
        )
        out.print(_board(figures))
        out.print(freshness(reader))


def freshness(reader: "Reader") -> str:
    """Which state of the database the indicators show."""
    state = reader.freshness()
    loaded = state.loaded_at.astimezone(ZoneInfo(_time_zone(reader)))
    return _("Indicateurs du {instant}, état n° {snapshot} de l'entrepôt.").format(
        instant=f"{loaded:%d/%m/%Y %H:%M:%S}", snapshot=state.snapshot
    )


def _time_zone(reader: "Reader") -> str:
    companies = reader.companies()
    return companies[0].time_zone if companies else TIME_ZONE


def _filters(reader: "Reader", agency: str | None) -> "Filters":
    from transform.reader import NO_FILTER, Filters

    if agency is None:
        return NO_FILTER
    values = {option.code: option.value for option in reader.options("agency")}
    if agency not in values:
        raise UnknownAgency(code=agency, known=", ".join(sorted(values)))
    return Filters.of(agency=[values[agency]])


def _board(figures: "Figures") -> Table:
    from dashboards.components import formats

    table = Table(
        title=formats.days(figures.periods.n.start, figures.periods.n.end),
        title_justify="left",
        box=None,
        padding=(0, 2, 0, 0),
    )
    table.add_column(_("Indicateur"))
    for title in (_("Valeur"), "N-1", _("Écart"), "N-2", _("Écart")):
        table.add_column(title, justify="right", no_wrap=True)
    section = ""
    for figure in figures.figures:
        if figure.metric.section != section:
            section = figure.metric.section
            table.add_row(f"[bold]{section}[/]")
        table.add_row(figure.metric.label, *_cells(figure))
    return table


def _cells(figure: "Figure") -> list[str]:
    """The value to the last digit, then each year before with its change."""
    from dashboards.components.units import READINGS

    exact = READINGS[figure.metric.unit].exact
    return [
        exact(figure.value),
        exact(figure.n1),
        _change(figure, figure.change_n1),
        exact(figure.n2),
        _change(figure, figure.change_n2),
    ]


def _change(figure: "Figure", change: Decimal | None) -> str:
    from dashboards.components import formats, units

    return formats.MISSING if change is None else units.change(change, unit=figure.metric.unit)
