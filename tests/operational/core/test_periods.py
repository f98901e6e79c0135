"""Periods: leap years, month ends, to-date cuts, fiscal years, and what a person types."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operational.core.periods import (
    Period,
    PeriodRefused,
    add_months,
    compare,
    fiscal_year_of,
    month_of,
    parse_period,
    quarter_of,
    week_of,
    years_before,
)

days = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def test_29_february_compares_with_28_february() -> None:
    day = Period(date(2028, 2, 29), date(2028, 2, 29))
    assert day.years_before(1) == Period(date(2027, 2, 28), date(2027, 2, 28))
    assert years_before(date(2028, 2, 29), 4) == date(2024, 2, 29)


def test_whole_february_compares_with_whole_february() -> None:
    february = month_of(date(2025, 2, 10))
    assert february.years_before(1) == Period(date(2024, 2, 1), date(2024, 2, 29))


def test_period_holding_today_is_cut_like_for_like() -> None:
    november = compare(month_of(date(2026, 11, 1)), today=date(2026, 11, 24))
    assert november.n == Period(date(2026, 11, 1), date(2026, 11, 24))
    assert november.n1 == Period(date(2025, 11, 1), date(2025, 11, 24))
    assert november.n2 == Period(date(2024, 11, 1), date(2024, 11, 24))


def test_cut_on_28_february_does_not_stretch_to_the_29th() -> None:
    year = compare(Period(date(2025, 1, 1), date(2025, 12, 31)), today=date(2025, 2, 28))
    assert year.n1 == Period(date(2024, 1, 1), date(2024, 2, 28))


def test_whole_period_on_demand() -> None:
    november = month_of(date(2026, 11, 1))
    assert compare(november, today=date(2026, 11, 24), to_date=False).n == november


def test_past_period_is_whole() -> None:
    october = month_of(date(2026, 10, 1))
    assert compare(october, today=date(2026, 11, 24)).n1 == month_of(date(2025, 10, 1))


def test_fiscal_year_starting_in_october() -> None:
    assert fiscal_year_of(date(2026, 9, 30), start_month=10) == Period(
        date(2025, 10, 1), date(2026, 9, 30)
    )
    assert fiscal_year_of(date(2026, 10, 1), start_month=10).start == date(2026, 10, 1)


def test_months_are_clipped_to_their_end() -> None:
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2024, 2, 29), 24) == date(2026, 2, 28)
    assert add_months(date(2024, 3, 31), -1) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026", Period(date(2026, 1, 1), date(2026, 12, 31))),
        ("2026-10", Period(date(2026, 10, 1), date(2026, 10, 31))),
        ("2026-Q3", Period(date(2026, 7, 1), date(2026, 9, 30))),
        ("2026-t4", Period(date(2026, 10, 1), date(2026, 12, 31))),
        ("2026-10-05", Period(date(2026, 10, 5), date(2026, 10, 5))),
        ("2026-10-01..2026-10-15", Period(date(2026, 10, 1), date(2026, 10, 15))),
    ],
)
def test_what_a_person_types(text: str, period: Period) -> None:
    assert parse_period(text) == period


@pytest.mark.parametrize(
    "text", ["", "octobre", "2026-13", "2026-02-30", "2026-Q5", "2026-10-15..2026-10-01", "0000"]
)
def test_what_names_no_period_is_refused(text: str) -> None:
    with pytest.raises(PeriodRefused) as refused:
        parse_period(text)
    assert refused.value.text == text


def test_end_before_start_is_refused() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Period(date(2026, 1, 2), date(2026, 1, 1))


@given(days)
def test_day_is_in_its_week_month_quarter_and_year(day: date) -> None:
    for period in (
        week_of(day),
        month_of(day),
        quarter_of(day),
        fiscal_year_of(day, start_month=4),
    ):
        assert day in period
    assert week_of(day).days == 7


@given(days, st.integers(0, 400), st.integers(0, 3))
def test_same_period_before_never_overlaps_by_more_than_its_length(
    start: date, length: int, years: int
) -> None:
    period = Period(start, start + timedelta(days=length))
    before = period.years_before(years)
    assert abs(before.days - period.days) <= 2
    assert before.start.year == period.start.year - years
