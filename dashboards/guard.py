"""Nothing of the application is served to a stranger, and nothing of it inside another site."""

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from dashboards.access import SESSION_COOKIE, find_viewer

OPEN_PATHS = frozenset({"/login", "/logout", "/health", "/_stcore/health"})
OPEN_FOLDERS = ("/assets/", "/static/")
"""What is served without a session: the way in, and files that say nothing of the company."""

PAGE = "document"
"""What a browser says it fetches when a person opens an address."""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class Guard:
    """Sends strangers to the sign-in page, and refuses them everything else."""

    def __init__(self, app: ASGIApp) -> None:
        """Stands before an ASGI application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, or answers it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        application = self.app if await _may_pass(scope) else _refusal(scope)
        await application(scope, receive, _with_headers(send))


async def _may_pass(scope: Scope) -> bool:
    if scope["path"] in OPEN_PATHS or scope["path"].startswith(OPEN_FOLDERS):
        return True
    token = HTTPConnection(scope).cookies.get(SESSION_COOKIE)
    return await run_in_threadpool(find_viewer, token) is not None


def _refusal(scope: Scope) -> ASGIApp:
    if scope["type"] == "websocket":
        return WebSocketClose(code=1008)
    request = HTTPConnection(scope)
    if scope["method"] != "GET" or request.headers.get("sec-fetch-dest", PAGE) != PAGE:
        return PlainTextResponse("Unauthorized", status_code=401)
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(
        "/login" if asked == "/" else f"/login?{urlencode({'next': asked})}", 303
    )


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_with_headers
