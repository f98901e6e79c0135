"""The detail of an indicator: the documents behind its figure, and their export."""

import streamlit as st

from dashboards.access import visible_rows
from dashboards.components import addresses, scope, states, table
from dashboards.components.filters import Filters, filter_bar
from dashboards.components.freshness import freshness
from dashboards.reports.drill import data, figures
from operational.identity.queries import Viewer
from transform.reader import NothingPublished

RIGHT = "board.view"
"""The right of the board: who sees a figure may see what it is made of."""


def render(viewer: Viewer) -> None:
    """Draws the detail for a person, or says why there is none."""
    rows = visible_rows(viewer, RIGHT)
    if not all(rows.values()):
        states.no_rows()
        return
    code = st.query_params.get(addresses.FIGURE, "")
    if not data.is_indicator(code):
        states.no_figure()
        return
    try:
        _render(rows, code)
    except NothingPublished:
        states.no_data()


def _render(rows: scope.Rows, code: str) -> None:
    state = scope.fetch_freshness()
    dimensions = scope.fetch_dimensions(rows, snapshot=state.snapshot)
    calendar = scope.fetch_calendar(snapshot=state.snapshot)
    with st.container(key="head", horizontal=True, vertical_alignment="bottom"):
        head, fresh = st.container(), st.container(width="content")
    filters = filter_bar(calendar=calendar, dimensions=dimensions)
    detail = data.fetch_detail(
        code, filters, rows=rows, calendar=calendar, snapshot=state.snapshot
    )
    kept = scope.named(scope.kept_rows(filters, rows), dimensions)
    head.html(figures.head(detail, filters, kept))
    with fresh:
        freshness(state.snapshot, calendar.time_zone)
    st.html(figures.meaning(detail.figure.metric))
    if detail.figure.refused_filters:
        labels = {dimension.name: dimension.label for dimension in dimensions}
        states.refused([labels[name] for name in detail.figure.refused_filters])
    _show_tables(detail, filters)


def _show_tables(detail: data.Detail, filters: Filters) -> None:
    code = detail.figure.metric.code
    named = zip(figures.titles(detail.figure.metric), detail.parts, strict=False)
    for number, (title, part) in enumerate(named, 1):
        name = f"{code}-{filters.choice}" + (f"-{number}" if len(detail.parts) > 1 else "")
        table.show(figures.table(part), title=title, file_name=name, key=f"table-{number}")
