"""The only list of pages: where each stands in the menu, and the right that opens it."""

from collections.abc import Callable
from dataclasses import dataclass

from dashboards.components import addresses
from dashboards.reports.board import page as board
from dashboards.reports.drill import page as drill
from operational.core.i18n import _
from operational.identity.queries import Viewer


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the menu."""

    section: str
    title: str
    icon: str
    path: str
    """The first and only part of its address, after the host."""
    right: str
    render: Callable[[Viewer], None]
    is_listed: bool = True
    """Whether the menu shows it; else other pages lead to it."""


MENU = (
    Entry(
        section=_("Pilotage"),
        title=_("Tableau de bord"),
        icon=":material/monitoring:",
        path=addresses.BOARD,
        right=board.RIGHT,
        render=board.render,
    ),
    Entry(
        section=_("Pilotage"),
        title=_("Détail"),
        icon=":material/table_rows:",
        path=addresses.DETAIL,
        right=drill.RIGHT,
        render=drill.render,
        is_listed=False,
    ),
)
