"""What the board says of what it shows."""

import re
from datetime import date

import pytest

from dashboards.components.filters import Dimension, Filters
from dashboards.components.periods import read_choice
from dashboards.components.scope import named
from dashboards.reports.board.figures import columns, covered, headline
from operational.core.periods import compare

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("period", "to_date", "said"),
    [
        ("2026-11", True, "Novembre 2026, jusqu’au 24/11/2026, comparé à la même période"),
        ("2026-11", False, "Novembre 2026, comparé à la même période"),
        ("2025-Q2", True, "T2 2025, comparé à la même période"),
        ("FY2026", True, "Exercice 2026-2027, jusqu’au 24/11/2026, comparé"),
        ("2026-10-15..2026-11-03", True, "Du 15/10/2026 au 03/11/2026, comparé"),
    ],
)
def test_headline_says_the_period_and_where_it_is_cut(
    *, period: str, to_date: bool, said: str
) -> None:
    filters = Filters(read_choice(period, start_month=7), to_date=to_date)
    periods = compare(filters.choice.period, today=TODAY, to_date=to_date)
    assert re.sub(r"<[^>]*>", "", headline(filters, periods, [])).startswith(said)


def test_headline_says_whose_figures_they_are_to_who_sees_only_some() -> None:
    filters = Filters(read_choice("2026-10", start_month=1))
    periods = compare(filters.choice.period, today=TODAY)
    assert headline(filters, periods, ["Agence : <Nice>"]).endswith(
        "plus tôt</span> · Agence : &lt;Nice&gt;"
    )


def test_what_is_kept_is_named_and_what_is_not_is_not() -> None:
    dimensions = [
        Dimension("agency", "Agence", {"1": "Antibes", "2": "Nice"}),
        Dimension("salesperson", "Commercial", {"7": "Paul Martin"}),
    ]
    assert named({"agency": ("2", "1")}, dimensions) == ["Agence\N{NO-BREAK SPACE}: Nice, Antibes"]


def test_what_a_figure_covers_names_the_three_periods() -> None:
    periods = compare(read_choice("2026-11", start_month=1).period, today=TODAY)
    assert covered(periods, []) == [
        ("Période", "du 1er au 24 novembre 2026"),
        ("Comparée à", "du 1er au 24 novembre 2025"),
        ("puis à", "du 1er au 24 novembre 2024"),
        ("Filtres", "aucun"),
    ]


@pytest.mark.parametrize(
    ("count", "room", "chosen"),
    [(12, 4, 4), (9, 4, 3), (6, 4, 3), (4, 4, 4), (3, 4, 3), (4, 3, 2), (9, 2, 2), (1, 6, 1)],
)
def test_tiles_stand_in_the_columns_that_leave_the_fewest_holes(
    count: int, room: int, chosen: int
) -> None:
    assert columns(count, room) == chosen
