"""Periods, visits and prices of contracts: golden cases and properties."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operational.contracts.rules import (
    invoice_on,
    next_period,
    period_net,
    raised_net,
    revised_net,
    visits_due,
)
from operational.contracts.types import BillingTerm
from operational.core.periods import Period, add_months

DAY = timedelta(days=1)
days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
durations = st.integers(1, 1500)
months = st.integers(1, 24)
prices = st.integers(0, 10_000_000).map(lambda n: Decimal(n).scaleb(-2))


def periods_of(starts_on: date, ends_on: date, every_months: int) -> list[Period]:
    """Every period of a contract, one after the other."""
    periods: list[Period] = []
    while period := next_period(
        starts_on=starts_on,
        ends_on=ends_on,
        every_months=every_months,
        invoiced_to=periods[-1].end if periods else None,
    ):
        periods.append(period)
    return periods


@pytest.mark.parametrize(("year", "last_of_february"), [(2026, 28), (2028, 29)])
def test_month_by_month_from_a_31_january(year: int, last_of_february: int) -> None:
    periods = periods_of(date(year, 1, 31), date(year, 12, 30), 1)

    assert [period.start for period in periods[:4]] == [
        date(year, 1, 31),
        date(year, 2, last_of_february),
        date(year, 3, 31),
        date(year, 4, 30),
    ]


def test_last_period_is_cut_at_the_end_of_the_contract() -> None:
    assert periods_of(date(2026, 1, 1), date(2026, 8, 15), 6) == [
        Period(date(2026, 1, 1), date(2026, 6, 30)),
        Period(date(2026, 7, 1), date(2026, 8, 15)),
    ]


def test_after_a_period_of_its_own_the_contract_falls_back_on_its_anniversaries() -> None:
    period = next_period(
        starts_on=date(2026, 1, 15),
        ends_on=date(2026, 12, 31),
        every_months=3,
        invoiced_to=date(2026, 2, 10),
    )
    assert period == Period(date(2026, 2, 11), date(2026, 4, 14))


@pytest.mark.parametrize(
    ("term", "day"),
    [(BillingTerm.PREPAID, date(2026, 1, 1)), (BillingTerm.POSTPAID, date(2026, 6, 30))],
)
def test_day_of_the_invoice(term: BillingTerm, day: date) -> None:
    assert invoice_on(period=Period(date(2026, 1, 1), date(2026, 6, 30)), term=term) == day


@given(days, durations, months)
def test_periods_cover_the_contract_without_hole_nor_overlap(
    starts_on: date, duration: int, every_months: int
) -> None:
    ends_on = starts_on + timedelta(days=duration)

    periods = periods_of(starts_on, ends_on, every_months)

    assert (periods[0].start, periods[-1].end) == (starts_on, ends_on)
    assert all(b.start == a.end + DAY for a, b in pairwise(periods))
    assert [period.start for period in periods] == [
        add_months(starts_on, i * every_months) for i in range(len(periods))
    ]


@given(days, st.sampled_from([1, 2, 3, 4, 6, 12]), prices)
def test_periods_of_a_year_sum_to_its_price(
    starts_on: date, every_months: int, yearly_net: Decimal
) -> None:
    ends_on = add_months(starts_on, 12) - DAY

    nets = [
        period_net(yearly_net=yearly_net, starts_on=starts_on, period=period)
        for period in periods_of(starts_on, ends_on, every_months)
    ]

    assert sum(nets) == yearly_net
    assert max(nets) - min(nets) <= Decimal("0.02")


def test_part_of_a_month_is_counted_in_days() -> None:
    period = Period(date(2026, 4, 1), date(2026, 5, 10))
    net = period_net(yearly_net=Decimal(1200), starts_on=date(2026, 1, 1), period=period)
    assert net == Decimal("132.26")


@pytest.mark.parametrize(
    ("per_year", "due"),
    [
        (0, []),
        (1, [date(2026, 12, 31)]),
        (2, [date(2026, 6, 30), date(2026, 12, 31)]),
        (4, [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)]),
    ],
)
def test_visits_of_a_year(per_year: int, due: list[date]) -> None:
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    assert visits_due(starts_on=year.start, ends_on=year.end, per_year=per_year) == due


@given(days, st.integers(1, 12), st.integers(1, 4))
def test_visits_are_as_many_as_promised_and_in_the_term(
    starts_on: date, per_year: int, years: int
) -> None:
    ends_on = add_months(starts_on, 12 * years) - DAY

    due = visits_due(starts_on=starts_on, ends_on=ends_on, per_year=per_year)

    assert len(set(due)) == per_year * years
    assert due == sorted(due)
    assert starts_on <= due[0]
    assert due[-1] == ends_on


def test_price_revised_by_an_index() -> None:
    net = revised_net(net=Decimal(240), base_index=Decimal("121.3"), index=Decimal("125.1"))
    assert net == Decimal("247.52")


def test_price_raised_by_a_rate() -> None:
    assert raised_net(net=Decimal("240.10"), rate=Decimal("2.5")) == Decimal("246.10")
