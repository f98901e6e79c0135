"""dbt's documentation of the warehouse: every table and figure, with its columns, tests and lineage."""

import gzip
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dashboards.access import SESSION_COOKIE, find_viewer, right_givers
from dashboards.components import states
from dashboards.reports.board import page as board
from dashboards.routes.plain import link, plain_page
from operational.core.i18n import _
from transform.site import documentation

HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'",
}
"""The page holds all it needs: whatever else it might fetch, the browser refuses."""


async def show_documentation(request: Request) -> Response:
    """The documentation, for whoever may see the board."""
    viewer = await run_in_threadpool(find_viewer, request.cookies.get(SESSION_COOKIE))
    if viewer is None or not viewer.may(board.RIGHT):
        return await run_in_threadpool(_closed)
    page = await run_in_threadpool(documentation)
    if page is None:
        return _nothing_yet()
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(page), media_type="text/html", headers=HEADERS)
    headers = {**HEADERS, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(page, media_type="text/html", headers=headers)


def _closed() -> Response:
    sentence = escape(states.ask_for_right(right_givers()))
    return plain_page(states.NOT_OPEN, f"<p>{sentence}</p>{_back()}", status=403)


def _nothing_yet() -> Response:
    sentence = _("Elle décrit l’entrepôt, et se fait avec lui : « quarante build ».")
    return plain_page(
        _("La documentation des données s’affichera ici"),
        f"<p>{sentence}</p>{_back()}",
        status=404,
    )


def _back() -> str:
    return link("/", _("Aller à la première page"))
