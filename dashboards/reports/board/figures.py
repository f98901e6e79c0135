"""The board, drawn: the indicators by section, in the order of the catalog."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

from dashboards.components import formats
from dashboards.components.filters import Dimension, Filters
from dashboards.components.tile import Lines, Tile, tile
from dashboards.reports.board.data import Board, Rows
from operational.core.i18n import _
from operational.core.periods import Comparison


def sections(board: Board, *, covers: Lines, filter_labels: Mapping[str, str]) -> str:
    """The HTML of every tile, under the title of its section."""
    grouped = groupby(board.figures.figures, key=lambda figure: figure.metric.section)
    return "".join(
        f'<section class="q-group"><h2>{escape(section)}</h2><div class="q-tiles">'
        + "".join(
            tile(Tile(figure, board.months.get(figure.metric.code, ()), covers, filter_labels))
            for figure in figures
        )
        + "</div></section>"
        for section, figures in grouped
    )


def headline(filters: Filters, periods: Comparison, limits: Sequence[str]) -> str:
    """What the page answers, in one line: the period, what it is compared with, and whose it is."""
    label = filters.choice.label
    if periods.n != filters.choice.period:
        label = _("{period}, jusqu’au {day}").format(period=label, day=formats.day(periods.n.end))
    compared = _("{period}, comparé à la même période un et deux ans plus tôt").format(
        period=label[0].upper() + label[1:]
    )
    return " · ".join([compared, *limits])


def covered(periods: Comparison, kept: Sequence[str]) -> Lines:
    """What the figures cover: their periods, and what is kept of the rows."""
    return [
        (_("Période"), formats.days(periods.n.start, periods.n.end)),
        (_("Comparée à"), formats.days(periods.n1.start, periods.n1.end)),
        (_("puis à"), formats.days(periods.n2.start, periods.n2.end)),
        (_("Filtres"), " · ".join(kept) or _("aucun")),
    ]


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
