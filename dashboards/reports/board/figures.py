"""The board, drawn: the indicators by section, in the order of the catalog."""

import re
from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from unicodedata import normalize

from dashboards.components import addresses, formats
from dashboards.components.filters import Filters
from dashboards.components.scope import period_name
from dashboards.components.tile import Lines, Tile, tile
from dashboards.reports.board.data import Board
from operational.core.i18n import _
from operational.core.periods import Comparison
from transform.reader import Figure

MOST_COLUMNS = 6
"""The columns of tiles on the widest screen."""


def sections(
    board: Board, *, filters: Filters, covers: Lines, filter_labels: Mapping[str, str]
) -> str:
    """The HTML of every tile, under the title of its section, and the way from one to another."""

    def draw(figure: Figure) -> str:
        code = figure.metric.code
        return tile(
            Tile(
                figure,
                board.months.get(code, ()),
                covers,
                filter_labels,
                link=None if figure.refused_filters else addresses.detail(code, filters),
            )
        )

    grouped = {
        section: [draw(figure) for figure in figures]
        for section, figures in groupby(
            board.figures.figures, key=lambda figure: figure.metric.section
        )
    }
    return _section_bar(grouped) + "".join(map(_section, grouped, grouped.values()))


def headline(filters: Filters, periods: Comparison, limits: Sequence[str]) -> str:
    """The HTML of what the page answers, in one line: the period, its comparison, whose it is."""
    compared = _(", comparé à la même période un et deux ans plus tôt")
    period = f'{period_name(filters, periods)}<span class="q-more">{compared}</span>'
    return " · ".join([period, *map(escape, limits)])


def covered(periods: Comparison, kept: Sequence[str]) -> Lines:
    """What the figures cover: their periods, and what is kept of the rows."""
    return [
        (_("Période"), formats.days(periods.n.start, periods.n.end)),
        (_("Comparée à"), formats.days(periods.n1.start, periods.n1.end)),
        (_("puis à"), formats.days(periods.n2.start, periods.n2.end)),
        (_("Filtres"), " · ".join(kept) or _("aucun")),
    ]


def columns(count: int, room: int) -> int:
    """In how many columns so many tiles leave the fewest holes, where there is room for `room`."""
    if count <= room:
        return count
    return min((room, max(room - 1, 2)), key=lambda tried: -count % tried)


def _section_bar(titles: Mapping[str, object]) -> str:
    links = "".join(f'<a href="#{_anchor(title)}">{escape(title)}</a>' for title in titles)
    return f'<nav class="q-sections" aria-label="{_("Rubriques")}">{links}</nav>'


def _section(title: str, tiles: Sequence[str]) -> str:
    widths = "".join(
        f"--in-{room}:{columns(len(tiles), room)};" for room in range(2, MOST_COLUMNS + 1)
    )
    return (
        f'<section class="q-group"><h2 id="{_anchor(title)}">{escape(title)}</h2>'
        f'<div class="q-tiles" style="{widths}">{"".join(tiles)}</div></section>'
    )


def _anchor(title: str) -> str:
    """A title as a part of an address: Trésorerie is #tresorerie."""
    plain = normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
