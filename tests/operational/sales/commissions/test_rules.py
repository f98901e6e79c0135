"""When a period may be closed, and the rate a settled line shows."""

from datetime import date
from decimal import Decimal

import pytest

from operational.core.periods import Period, parse_period
from operational.sales.commissions.rules import effective_rate, first_open_before, has_ended

MARCH, APRIL, MAY, JULY = (parse_period(f"2026-{month}") for month in ("03", "04", "05", "07"))


@pytest.mark.parametrize(
    ("period", "closed", "still_open", "expected"),
    [
        (MARCH, [], [], None),
        (APRIL, [MARCH], [], None),
        (MAY, [MARCH], [APRIL], APRIL),
        (MAY, [APRIL], [MARCH], MARCH),
        (JULY, [MARCH, APRIL, MAY], [], parse_period("2026-06")),
        (Period(date(2026, 5, 2), date(2026, 6, 1)), [APRIL], [], parse_period("2026-05-01")),
    ],
)
def test_days_to_close_first(
    period: Period, closed: list[Period], still_open: list[Period], expected: Period | None
) -> None:
    assert first_open_before(period, closed=closed, still_open=still_open) == expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [(date(2026, 3, 30), False), (date(2026, 3, 31), False), (date(2026, 4, 1), True)],
)
def test_a_period_ends_with_its_last_day(today: date, *, expected: bool) -> None:
    assert has_ended(MARCH, today=today) is expected


@pytest.mark.parametrize(
    ("base", "commission", "rate"),
    [
        ("200", "24", "12"),
        ("-50", "-6", "12"),
        ("3", "1", "33.3333"),
        ("0", "5", "0"),
        ("0.01", "200", "99999.9999"),
        ("-0.01", "200", "-99999.9999"),
    ],
)
def test_effective_rate(base: str, commission: str, rate: str) -> None:
    found = effective_rate(base_amount=Decimal(base), commission=Decimal(commission))

    assert found == Decimal(rate)
