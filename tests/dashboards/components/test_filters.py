"""The filters an address asks for."""

from datetime import date

import pytest

from dashboards.components.filters import Calendar, Dimension, Filters, read_filters, written
from dashboards.components.periods import PeriodKind, choice_at, read_choice

CALENDAR = Calendar(
    today=date(2026, 11, 24),
    first_day=date(2023, 1, 5),
    time_zone="Europe/Paris",
    start_month=7,
)
DIMENSIONS = [Dimension("agency", "Agence", {"1": "Antibes", "2": "Nice"})]
THIS_MONTH = choice_at(PeriodKind.MONTH, CALENDAR.today, start_month=7)


def read(**query: str) -> tuple[Filters, list[str]]:
    return read_filters(query, calendar=CALENDAR, dimensions=DIMENSIONS)


def test_bare_address_asks_for_the_month_begun_to_date_of_everyone() -> None:
    assert read() == (Filters(THIS_MONTH, to_date=True, members={}), [])


def test_address_asks_for_a_period_whole_and_some_members() -> None:
    filters, problems = read(period="FY2025", to_date="no", agency="2,1")
    assert filters == Filters(
        read_choice("FY2025", start_month=7), to_date=False, members={"agency": ("2", "1")}
    )
    assert problems == []


@pytest.mark.parametrize("period", ["2026-13<b>", "9999", "FY9999", "9999-12", "0001-Q1"])
def test_period_that_does_not_exist_is_said(period: str) -> None:
    filters, [problem] = read(period=period)
    assert filters.choice == THIS_MONTH
    assert f"« {period} »" in problem.replace("\N{NO-BREAK SPACE}", " ")
    assert "n’existe pas" in problem


@pytest.mark.parametrize("period", ["2026-10", "2026-Q4", "FY2025", "2026-10-01..2026-10-15"])
def test_filters_written_in_an_address_are_read_from_it(period: str) -> None:
    query = {"period": period, "to_date": "no", "agency": "2,1"}
    filters, _problems = read(**query)
    assert written(filters) == query


@pytest.mark.parametrize(("agency", "kept"), [("9", {}), ("1,9", {"agency": ("1",)})])
def test_member_that_is_gone_or_not_open_to_the_person_is_said(
    agency: str, kept: dict[str, tuple[str, ...]]
) -> None:
    filters, [problem] = read(agency=agency)
    assert filters.members == kept
    assert "Agence" in problem


def test_parameters_of_another_page_mean_nothing() -> None:
    assert read(x="1", supplier="3") == read()
