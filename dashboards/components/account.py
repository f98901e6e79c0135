"""Who is signed in, and the way out."""

from html import escape

import streamlit as st

from operational.core.i18n import _
from operational.identity.queries import Viewer


def show(viewer: Viewer) -> None:
    """Names the person under the menu, with a button to sign out."""
    st.sidebar.html(
        f"""<div class="q-account">
<p><strong>{escape(viewer.name)}</strong><br><span>{escape(viewer.email)}</span></p>
<form method="post" action="/logout"><button type="submit">{_("Se déconnecter")}</button></form>
</div>"""
    )
