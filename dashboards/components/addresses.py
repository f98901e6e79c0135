"""The addresses of pages that lead to each other, with the filters a person looks through."""

from urllib.parse import urlencode

from dashboards.components.filters import Filters, written

BOARD = "tableau-de-bord"
DETAIL = "detail"
DOCUMENTATION = "docs/dbt"
FIGURE = "figure"
"""The indicator that the detail is of."""


def board(filters: Filters) -> str:
    """The board, as filtered."""
    return f"/{BOARD}?{urlencode(written(filters))}"


def detail(code: str, filters: Filters) -> str:
    """The documents behind an indicator, as filtered."""
    return f"/{DETAIL}?{urlencode({FIGURE: code, **written(filters)})}"


def documentation(code: str) -> str:
    """An indicator in dbt's documentation of the warehouse."""
    return f"/{DOCUMENTATION}#!/metric/metric.quarante.{code}"
