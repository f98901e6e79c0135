"""Figures, dates and delays as a French reader expects them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from dashboards.components import formats


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("1234.56", 2, "1 234,56"),
        ("1284512.5", 0, "1 284 513"),
        ("-1234.5", 1, "−1 234,5"),
        ("0", 2, "0,00"),
        ("-0.004", 2, "0,00"),
        ("0.005", 2, "0,01"),
        ("999999.995", 2, "1 000 000,00"),
    ],
)
def test_number_groups_by_thousands_and_rounds_half_up(
    value: str, decimals: int, text: str
) -> None:
    written = formats.number(Decimal(value), decimals=decimals)
    assert written == text.replace(" ", formats.NARROW)


def test_signed_number_says_plus_but_not_before_zero() -> None:
    assert formats.number(Decimal("8.3"), decimals=1, signed=True) == "+8,3"
    assert formats.number(Decimal("-8.3"), decimals=1, signed=True) == "−8,3"
    assert formats.number(Decimal("0.04"), decimals=1, signed=True) == "0,0"


def test_no_value_is_a_dash_and_never_zero() -> None:
    assert formats.number(None) == "–"
    assert formats.with_unit(None, "€") == "–"


def test_unit_stays_on_the_line_of_its_number() -> None:
    assert formats.with_unit(Decimal("12"), "€", decimals=2) == f"12,00{formats.NARROW}€"
    assert formats.with_unit(Decimal("12"), "") == "12"


def test_dates() -> None:
    assert formats.day(date(2026, 1, 5)) == "05/01/2026"
    assert formats.month(date(2026, 8, 5)) == "août 2026"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2026, 11, 1), date(2026, 11, 24), "du 1er au 24 novembre 2026"),
        (date(2026, 11, 3), date(2026, 11, 24), "du 3 au 24 novembre 2026"),
        (date(2026, 10, 15), date(2026, 11, 24), "du 15/10/2026 au 24/11/2026"),
        (date(2025, 11, 15), date(2026, 11, 24), "du 15/11/2025 au 24/11/2026"),
        (date(2026, 11, 24), date(2026, 11, 24), "le 24/11/2026"),
    ],
)
def test_days(start: date, end: date, text: str) -> None:
    assert formats.days(start, end) == text


@pytest.mark.parametrize(
    ("elapsed", "text"),
    [
        (timedelta(milliseconds=900), "à l’instant"),
        (timedelta(seconds=3), "il y a 3 s"),
        (timedelta(seconds=59.9), "il y a 59 s"),
        (timedelta(minutes=1), "il y a 1 min"),
        (timedelta(hours=23, minutes=59), "il y a 23 h"),
        (timedelta(days=4), "il y a 4 j"),
    ],
)
def test_age(elapsed: timedelta, text: str) -> None:
    assert formats.age(elapsed).replace(formats.NARROW, " ") == text
