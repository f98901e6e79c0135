"""Whether this process can do its work, for supervisors and probes."""

import logging
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboards.sources import database, reader
from operational.core.server import check_server
from transform.reader import NothingPublished

log = logging.getLogger(__name__)


async def show_health(_request: Request) -> Response:
    """The state of what the application depends on: 200 when all of it answers, 503 otherwise."""
    parts = {
        "database": await run_in_threadpool(_state, lambda: check_server(database())),
        "lake": await run_in_threadpool(_state, lambda: reader().freshness()),
    }
    status = "error" if "error" in parts.values() else "ok"
    return JSONResponse({"status": status, **parts}, 503 if status == "error" else 200)


def _state(ask: Callable[[], object]) -> str:
    """`ok`, `empty` for a warehouse that was never built, or `error`, told in the log."""
    try:
        ask()
    except NothingPublished:
        return "empty"
    except Exception:
        log.exception("health")
        return "error"
    return "ok"
