"""The HTML around the pages: Streamlit's own, in French, with our colors and our mark."""

from functools import cache
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response

from dashboards.access import NARROW_COOKIE
from operational.core.i18n import _

STREAMLIT = Path(streamlit.__file__).parent / "static"

HEAD = f"""<script>
window.__streamlit = {{ BACKEND_BASE_URL: location.origin }};
document.cookie = `{NARROW_COOKIE}=${{Number(innerWidth < 1024)}};path=/;samesite=lax`;
</script>
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/theme.css">
<link rel="stylesheet" href="/assets/pages.css">
</head>"""


async def show_shell(_request: Request) -> Response:
    """The page in which Streamlit draws all others."""
    return HTMLResponse(shell(), headers={"Cache-Control": "no-cache"})


@cache
def shell() -> str:
    """Streamlit's index page, put in French."""
    html = (STREAMLIT / "index.html").read_text()
    for ours, theirs in _replacements().items():
        html = html.replace(theirs, ours, 1)
    return html


def _replacements() -> dict[str, str]:
    return {
        '<html lang="fr" translate="no">': '<html lang="en">',
        "<title>Quarante</title>": "<title>Streamlit</title>",
        "": '<link rel="shortcut icon" href="./favicon.png" />',
        f"<p>{_('Activez JavaScript dans votre navigateur pour ouvrir Quarante.')}</p>": (
            "<p>You need to enable JavaScript to run this app.</p>"
        ),
        HEAD: "</head>",
    }


async def show_font(_request: Request) -> Response:
    """The font of every screen, which Streamlit brings."""
    return FileResponse(font(), headers={"Cache-Control": "public, max-age=604800"})


@cache
def font() -> Path:
    """The file of the upright font; its name carries a hash that changes with its content."""
    return next((STREAMLIT / "static" / "media").glob("SourceSansVF-Upright.*.woff2"))
