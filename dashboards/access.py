"""Who is looking: the cookie of a signed-in browser, and the person behind it."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode, urlsplit

import streamlit as st

from dashboards.sources import database
from operational.core.clock import now
from operational.crm.queries import list_employees_of_user
from operational.identity.operations import resume_session
from operational.identity.queries import Viewer, list_right_givers
from operational.workflows.transaction import transaction

SESSION_COOKIE = "quarante_session"
NARROW_COOKIE = "quarante_narrow"
"""What the shell of the pages says of a screen on which a menu would take too much room."""


def find_viewer(token: str | None) -> Viewer | None:
    """The person whose session a browser's token opens, or None for a stranger."""
    if token is None:
        return None
    with transaction(database()) as session:
        return resume_session(session, token=token, at=now())


def current_viewer() -> Viewer | None:
    """The person looking at the page being drawn."""
    return find_viewer(st.context.cookies.get(SESSION_COOKIE))


def current_address() -> str:
    """The path and the query of the page being drawn, to come back to."""
    path = urlsplit(st.context.url or "/").path
    query = urlencode(st.query_params.to_dict())
    return f"{path}?{query}" if query else path


def is_narrow() -> bool:
    """Whether the screen is too narrow for an open menu."""
    return st.context.cookies.get(NARROW_COOKIE) == "1"


def visible_rows(viewer: Viewer, right: str) -> Mapping[str, tuple[str, ...]]:
    """What a right shows to a person: keys by dimension of the warehouse, nothing for every row.

    Agencies go before the person's own rows, which may be elsewhere: filters cannot say «or». A
    dimension without a key shows no row at all.
    """
    if viewer.sees_every_row(right):
        return {}
    if agencies := viewer.agencies(right):
        return {"agency": tuple(map(str, sorted(agencies)))}
    with transaction(database()) as session:
        employees = list_employees_of_user(session, user_id=viewer.user_id)
    return {"salesperson": tuple(map(str, employees))}


def right_givers() -> Sequence[str]:
    """The names of those who may open a page to somebody."""
    with transaction(database()) as session:
        return list_right_givers(session)
