"""How fresh the figures of a page are, said again as time goes by."""

from zoneinfo import ZoneInfo

import streamlit as st

from dashboards.components import formats
from dashboards.sources import reader
from operational.core.clock import now
from operational.core.i18n import _
from transform.reader import Freshness

EVERY = 10
"""Seconds between two looks at the warehouse."""


@st.fragment(run_every=EVERY)
def freshness(snapshot: int, time_zone: str) -> None:
    """Says since when the figures can be read; draws the page again once there are newer ones."""
    state = reader().freshness()
    if state.snapshot != snapshot:
        st.rerun()
    st.html(_html(state, time_zone), width="content")


def _html(state: Freshness, time_zone: str) -> str:
    at = state.loaded_at.astimezone(ZoneInfo(time_zone))
    title = _("Données du {day} à {time}, état {snapshot} de l’entrepôt").format(
        day=formats.day(at), time=f"{at:%H:%M:%S}", snapshot=state.snapshot
    )
    age = formats.age(now() - at)
    return f'<p class="q-fresh" title="{title}">{_("à jour {age}").format(age=age)}</p>'
