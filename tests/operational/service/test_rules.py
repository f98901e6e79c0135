"""Warranty and costs: golden cases."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operational.service.rules import (
    intervention_cost,
    labor_cost,
    part_cost,
    travel_cost,
    under_warranty,
    warranty_end,
)

days = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("delivered_on", "commissioned_on", "months", "end"),
    [
        (date(2024, 6, 1), None, 24, date(2026, 6, 1)),
        (date(2024, 6, 1), date(2024, 9, 15), 24, date(2026, 9, 15)),
        (date(2024, 2, 29), None, 12, date(2025, 2, 28)),
        (None, None, 24, None),
    ],
)
def test_end_of_the_warranty(
    delivered_on: date | None, commissioned_on: date | None, months: int, end: date | None
) -> None:
    assert end == warranty_end(
        delivered_on=delivered_on, commissioned_on=commissioned_on, warranty_months=months
    )


@pytest.mark.parametrize(
    ("opened_on", "covered"), [(date(2026, 6, 1), True), (date(2026, 6, 2), False)]
)
def test_last_day_is_under_warranty(opened_on: date, covered: bool) -> None:  # noqa: FBT001
    assert under_warranty(opened_on=opened_on, warranty_ends_on=date(2026, 6, 1)) is covered


def test_without_a_known_warranty_nothing_is_under_it() -> None:
    assert not under_warranty(opened_on=date(2026, 6, 1), warranty_ends_on=None)


@given(days, days, st.integers(0, 120))
def test_a_longer_warranty_covers_no_less(
    opened_on: date, delivered_on: date, months: int
) -> None:
    ends = [
        warranty_end(delivered_on=delivered_on, commissioned_on=None, warranty_months=m)
        for m in (months, months + 1)
    ]
    covered = [under_warranty(opened_on=opened_on, warranty_ends_on=end) for end in ends]
    assert covered != [True, False]


def test_cost_of_an_intervention() -> None:
    cost = intervention_cost(
        labor=[labor_cost(hours=Decimal("1.75"), cost_rate=Decimal("34.50"))],
        travel=[
            travel_cost(
                kilometers=Decimal(38),
                kilometer_rate=Decimal("0.401"),
                hours=Decimal("0.8"),
                cost_rate=Decimal("34.50"),
            )
        ],
        parts=[part_cost(quantity=Decimal(3), unit_cost=Decimal("8.3333"))],
    )
    assert cost == Decimal("60.38") + Decimal("15.24") + Decimal("27.60") + Decimal("25.00")
