"""The script Streamlit runs for every page: who is looking, the menu their rights open, the page."""

from itertools import groupby
from pathlib import Path

import streamlit as st

from dashboards.access import current_address, current_viewer, is_narrow, right_givers
from dashboards.components import account, states
from dashboards.menu import MENU, Entry
from operational.core.i18n import _
from operational.identity.queries import Viewer

SIDEBAR_WIDTH = 240
ASSETS = Path(__file__).parent / "assets"


def run() -> None:
    """Draws the page asked for, or says why it cannot."""
    st.set_page_config(
        page_title="Quarante",
        layout="wide",
        initial_sidebar_state="collapsed" if is_narrow() else SIDEBAR_WIDTH,
    )
    viewer = current_viewer()
    if viewer is None:
        states.signed_out(current_address())
        return
    st.logo(ASSETS / "logo.svg", icon_image=ASSETS / "mark.svg", size="large")
    pages = {entry: _page(entry, viewer) for entry in MENU}
    opened = [pages[entry] for entry in MENU if entry.is_listed and viewer.may(entry.right)]
    page = st.navigation({"": [_home(opened)], **_sections(pages)})
    if len(opened) == 1:  # Streamlit hides a menu of one page
        st.sidebar.page_link(opened[0])
    account.show(viewer)
    page.run()


def _page(entry: Entry, viewer: Viewer) -> st.Page:
    """A page of the menu; closed to the person, it has an address and says who can open it."""
    is_open = viewer.may(entry.right)

    def draw() -> None:
        if is_open:
            entry.render(viewer)
        else:
            states.no_right(right_givers())

    return st.Page(
        draw,
        title=entry.title,
        icon=entry.icon,
        url_path=entry.path,
        visibility="visible" if is_open and entry.is_listed else "hidden",
    )


def _home(opened: list[st.Page]) -> st.Page:
    """What stands at `/`: the way to the first page, which like every page has its own address."""

    def go() -> None:
        if opened:
            st.switch_page(opened[0], query_params=st.query_params.to_dict())
        states.no_page(right_givers())

    return st.Page(go, title=_("Accueil"), url_path="accueil", default=True, visibility="hidden")


def _sections(pages: dict[Entry, st.Page]) -> dict[str, list[st.Page]]:
    return {
        section: [pages[entry] for entry in entries]
        for section, entries in groupby(pages, key=lambda entry: entry.section)
    }


run()
