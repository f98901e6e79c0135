"""The addresses of pages that lead to each other, with the filters a person looks through."""

from urllib.parse import urlencode

from dashboards.components.filters import Filters, written

BOARD = "tableau-de-bord"
DETAIL = "detail"
FIGURE = "figure"
"""The indicator that the detail is of."""


def board(filters: Filters) -> str:
    """The board, as filtered."""
    return f"/{BOARD}?{urlencode(written(filters))}"


def detail(code: str, filters: Filters) -> str:
    """The documents behind an indicator, as filtered."""
    return f"/{DETAIL}?{urlencode({FIGURE: code, **written(filters)})}"
