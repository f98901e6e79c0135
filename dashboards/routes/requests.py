"""Reading what a browser sends, without trusting it."""

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

LARGEST_FORM = 10_000


async def read_form(request: Request) -> Mapping[str, str]:
    """The first value of each field of a small form; refuses a large one (413)."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise HTTPException(413)
    fields = parse_qs(body.decode(errors="replace"), keep_blank_values=True)
    return {name: values[0] for name, values in fields.items()}


def is_same_site(request: Request) -> bool:
    """Whether a form was sent from a page of ours, as far as the browser says."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def local_path(text: str | None) -> str:
    """A path of this site as asked for, or `/` where the text would lead anywhere else."""
    if text is None or not text.startswith("/") or text.startswith("//"):
        return "/"
    if "\\" in text or not text.isprintable():
        return "/"
    return text


def ip_address(request: Request) -> str:
    """Where a request comes from; uvicorn reads it from the proxy it trusts."""
    return request.client.host if request.client is not None else "unknown"
