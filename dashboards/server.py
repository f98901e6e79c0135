"""The application served: `uvicorn dashboards.server:app`."""

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dashboards.components import addresses, states
from dashboards.guard import Guard
from dashboards.menu import MENU
from dashboards.routes.documentation import show_documentation
from dashboards.routes.health import show_health
from dashboards.routes.login import leave, post_login, show_login
from dashboards.routes.missing import MISSING
from dashboards.routes.plain import alert, plain_page
from dashboards.routes.shell import show_font, show_shell
from dashboards.sources import warm_up
from operational.core.i18n import _
from operational.identity import labels

FOLDER = Path(__file__).parent

log = logging.getLogger(__name__)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Starts to read the warehouse as soon as the server does."""
    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
    yield


async def show_failure(_request: Request, _error: Exception) -> Response:
    """What a person reads where a request failed; the cause is in the log."""
    sentence = _("Quarante ne peut pas répondre pour le moment. Réessayez dans une minute.")
    return plain_page(_("Service interrompu"), alert(sentence), status=500)


async def show_too_long(_request: Request, _error: Exception) -> Response:
    """What a person reads who sent more than a form of ours holds."""
    return plain_page(_("Formulaire trop long"), alert(labels.FORM_TOO_LONG), status=413)


def show_page_failure(error: Exception) -> bool:
    """What a person reads where a page failed, instead of its error; the cause is in the log."""
    log.error("page failed", exc_info=error)
    states.failed()
    return True


ROUTES = [
    Route("/login", show_login, methods=["GET"]),
    Route("/login", post_login, methods=["POST"]),
    Route("/logout", leave, methods=["GET", "POST"]),
    Route("/health", show_health),
    Route(f"/{addresses.DOCUMENTATION}", show_documentation),
    Route("/assets/source-sans.woff2", show_font),
    Mount("/assets", StaticFiles(directory=FOLDER / "assets")),
    *(Route(f"/{path}", show_shell) for path in ("", *(entry.path for entry in MENU))),
    MISSING,
]

app = st.App(
    FOLDER / "app.py",
    routes=ROUTES,
    lifespan=lifespan,
    middleware=[Middleware(Guard)],
    on_script_error=show_page_failure,
    exception_handlers={413: show_too_long, 500: show_failure},
)
