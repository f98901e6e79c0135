"""What stands at every address that is nobody's: a page that says so, in our look."""

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboards.routes.plain import link, plain_page
from operational.core.i18n import _

STREAMLIT = ("_stcore", "media", "component", "static")
"""The folders in which Streamlit answers by itself; anywhere else it would draw its own page."""


class _Elsewhere(Convertor[str]):
    """A path outside the folders of Streamlit, and without the end slash that it takes away."""

    regex = rf"(?!(?:{'|'.join(STREAMLIT)})/|/).*[^/]"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


async def _show_missing(_request: Request) -> Response:
    sentence = _("Elle a peut-être changé, ou le lien est incomplet.")
    return plain_page(
        _("Cette adresse n’existe pas"),
        f"<p>{sentence}</p>{link('/', _('Aller à la première page'))}",
        status=404,
    )


register_url_convertor("elsewhere", _Elsewhere())

MISSING = Route("/{path:elsewhere}", _show_missing, methods=["GET"])
"""Answers what no route before it does."""
