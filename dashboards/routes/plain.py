"""The plain pages that stand before the application, which need no script and no session."""

from html import escape
from pathlib import Path
from string import Template

from starlette.responses import HTMLResponse

from operational.core.i18n import _

TEMPLATE = Template((Path(__file__).parent / "plain.html").read_text())

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}


def plain_page(title: str, content: str, *, status: int = 200) -> HTMLResponse:
    """A page with a title (plain text) and a content (HTML, whose values are already escaped)."""
    html = TEMPLATE.substitute(
        title=escape(title), slogan=_("Le pilotage de votre entreprise"), content=content
    )
    return HTMLResponse(html, status_code=status, headers=HEADERS)


def alert(sentence: str) -> str:
    """A sentence that a screen reader says at once."""
    return f'<p role="alert">{escape(sentence)}</p>'


def link(address: str, text: str) -> str:
    """A way on from the page."""
    return f'<a class="button" href="{escape(address)}">{escape(text)}</a>'
