"""Periods as they are chosen, named in an address and offered."""

from datetime import date

import pytest

from dashboards.components.periods import (
    PeriodChoice,
    PeriodKind,
    changed_to,
    choice_at,
    choices,
    kinds,
    read_choice,
)
from operational.core.periods import Period, PeriodRefused

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("kind", "name", "label"),
    [
        (PeriodKind.MONTH, "2026-11", "novembre 2026"),
        (PeriodKind.QUARTER, "2026-Q4", "T4 2026"),
        (PeriodKind.YEAR, "2026", "2026"),
        (PeriodKind.FISCAL_YEAR, "FY2026", "exercice 2026-2027"),
        (PeriodKind.CUSTOM, "2026-11-24..2026-11-24", "le 24/11/2026"),
    ],
)
def test_choice_is_read_back_from_its_name_in_an_address(
    kind: PeriodKind, name: str, label: str
) -> None:
    choice = choice_at(kind, TODAY, start_month=7)
    assert (str(choice), choice.label) == (name, label)
    assert read_choice(name, start_month=7) == choice


def test_fiscal_year_starts_in_the_month_of_the_company() -> None:
    before_july = choice_at(PeriodKind.FISCAL_YEAR, date(2026, 6, 30), start_month=7)
    assert before_july.period == Period(date(2025, 7, 1), date(2026, 6, 30))


def test_dates_that_happen_to_be_a_month_stay_dates() -> None:
    choice = read_choice("2026-11-01..2026-11-30", start_month=1)
    assert choice == PeriodChoice(PeriodKind.CUSTOM, Period(date(2026, 11, 1), date(2026, 11, 30)))


@pytest.mark.parametrize(
    "text", ["", "FY", "FY2026-11", "2026-13", "novembre", "2026-11-09..2026-11-01"]
)
def test_address_that_names_no_period_is_refused(text: str) -> None:
    with pytest.raises(PeriodRefused):
        read_choice(text, start_month=7)


def test_choices_go_back_to_the_first_day_of_data_latest_first() -> None:
    months = choices(PeriodKind.MONTH, first=date(2026, 9, 30), last=TODAY, start_month=1)
    assert [str(choice) for choice in months] == ["2026-11", "2026-10", "2026-09"]
    quarters = choices(PeriodKind.QUARTER, first=date(2026, 3, 31), last=TODAY, start_month=1)
    assert [str(choice) for choice in quarters] == ["2026-Q4", "2026-Q3", "2026-Q2", "2026-Q1"]


def test_fiscal_year_that_is_the_calendar_year_is_not_offered_twice() -> None:
    assert PeriodKind.FISCAL_YEAR not in kinds(start_month=1)
    assert PeriodKind.FISCAL_YEAR in kinds(start_month=7)


@pytest.mark.parametrize(
    ("kind", "name", "becomes"),
    [
        (PeriodKind.QUARTER, "2026", "2026-Q4"),
        (PeriodKind.MONTH, "2026-Q4", "2026-11"),
        (PeriodKind.MONTH, "2025-Q2", "2025-04"),
        (PeriodKind.CUSTOM, "2026-11", "2026-11-01..2026-11-24"),
        (PeriodKind.CUSTOM, "2025-11", "2025-11-01..2025-11-30"),
        (PeriodKind.FISCAL_YEAR, "2026-06", "FY2025"),
    ],
)
def test_another_kind_stays_around_the_same_days(
    kind: PeriodKind, name: str, becomes: str
) -> None:
    choice = read_choice(name, start_month=7)
    assert str(changed_to(kind, choice, today=TODAY, start_month=7)) == becomes
