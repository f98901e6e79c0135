"""The board: every indicator of the catalog over a period, with N-1 and N-2."""

import streamlit as st

from dashboards.access import visible_rows
from dashboards.components import scope, states
from dashboards.components.filters import filter_bar
from dashboards.components.freshness import freshness
from dashboards.reports.board import data, figures
from operational.core.i18n import _
from operational.identity.queries import Viewer
from transform.reader import NothingPublished

RIGHT = "board.view"


def render(viewer: Viewer) -> None:
    """Draws the board for a person, or says why there is nothing on it."""
    rows = visible_rows(viewer, RIGHT)
    if not all(rows.values()):
        states.no_rows()
        return
    try:
        _render(rows)
    except NothingPublished:
        states.no_data()


def _render(rows: scope.Rows) -> None:
    state = scope.fetch_freshness()
    dimensions = scope.fetch_dimensions(rows, snapshot=state.snapshot)
    calendar = scope.fetch_calendar(snapshot=state.snapshot)
    with st.container(key="head", horizontal=True, vertical_alignment="bottom"):
        head, fresh = st.container(), st.container(width="content")
    filters = filter_bar(calendar=calendar, dimensions=dimensions)
    board = data.fetch_board(filters, rows=rows, calendar=calendar, snapshot=state.snapshot)
    periods, kept = board.figures.periods, scope.kept_rows(filters, rows)
    head.html(
        f'<div class="q-head"><h1>{_("Tableau de bord")}</h1>'
        f"<p>{figures.headline(filters, periods, scope.named(rows, dimensions))}</p></div>"
    )
    with fresh:
        freshness(state.snapshot, calendar.time_zone)
    st.html(
        figures.sections(
            board,
            filters=filters,
            covers=figures.covered(periods, scope.named(kept, dimensions)),
            filter_labels={dimension.name: dimension.label for dimension in dimensions},
        )
    )
