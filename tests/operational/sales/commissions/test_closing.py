"""Closing a commission period or forgetting it: what it settles, and what refuses it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from operational.core.periods import Period, parse_period
from operational.crm.models import Employee
from operational.identity.models import AppUser
from operational.sales.commissions.models import CommissionLine, CommissionPeriod
from operational.sales.commissions.operations import (
    EarlierPeriodOpen,
    PeriodClosed,
    PeriodNotEnded,
    PeriodOverlaps,
    PeriodSettled,
    PeriodUnknown,
    close_commission_period,
    define_commission_period,
    delete_commission_periods,
)
from operational.sales.commissions.types import Earned
from operational.sales.invoicing.models import InvoiceLine
from tests.factories.crm import make_employee
from tests.factories.identity import make_user
from tests.factories.sales import make_invoice
from tests.refusals import refused, sql

MARCH, APRIL, MAY = (parse_period(f"2026-{month}") for month in ("03", "04", "05"))
IN_JUNE = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def seller(session: Session) -> Employee:
    return make_employee(session)


@pytest.fixture
def user(session: Session) -> AppUser:
    return make_user(session)


def period_of(session: Session, seller: Employee, days: Period) -> CommissionPeriod:
    return define_commission_period(session, company_id=seller.company_id, days=days)


def close(
    session: Session, period: CommissionPeriod, by: AppUser, at: datetime = IN_JUNE
) -> CommissionPeriod:
    return close_commission_period(
        session, period=period, lines=(), recorded_until=at, by=by, at=at
    )


def a_line(session: Session, seller: Employee) -> Earned:
    invoice = make_invoice(session, salesperson_id=seller.id)
    line = session.scalars(select(InvoiceLine).filter_by(invoice_id=invoice.id)).one()
    return Earned(
        salesperson_id=seller.id,
        invoice_line_id=line.id,
        base_amount=Decimal("100.00"),
        commission=Decimal("12.34"),
    )


def test_a_closed_period_has_its_lines_for_ever(
    session: Session, seller: Employee, user: AppUser
) -> None:
    period, line = period_of(session, seller, MAY), a_line(session, seller)

    close_commission_period(
        session, period=period, lines=[line], recorded_until=IN_JUNE, by=user, at=IN_JUNE
    )

    settled = session.scalars(select(CommissionLine)).one()
    assert (settled.commission_period_id, settled.invoice_line_id) == (
        period.id,
        line.invoice_line_id,
    )
    assert (settled.base_amount, settled.rate, settled.commission) == (
        Decimal("100.00"),
        Decimal("12.34"),
        Decimal("12.34"),
    )
    assert (period.closed_at, period.closed_by_id) == (IN_JUNE, user.id)
    again = (
        "INSERT INTO sales.commission_line (commission_period_id, salesperson_id, invoice_line_id,"
        " base_amount, rate, commission) SELECT commission_period_id, salesperson_id,"
        " invoice_line_id, 1, 1, 1 FROM sales.commission_line"
    )
    for change in (
        again,
        "UPDATE sales.commission_line SET commission = 0",
        "DELETE FROM sales.commission_line",
        "UPDATE sales.commission_period SET closed_at = NULL, closed_by_id = NULL",
        "DELETE FROM sales.commission_period",
    ):
        with refused(session, "QU001"):
            sql(session, change)


def test_a_period_is_closed_once(session: Session, seller: Employee, user: AppUser) -> None:
    period = close(session, period_of(session, seller, MAY), user)

    with pytest.raises(PeriodClosed) as refusal:
        close(session, period, user)

    assert (refusal.value.start, refusal.value.end) == (MAY.start, MAY.end)


@pytest.mark.parametrize(
    ("at", "is_over"),
    [
        (datetime(2026, 5, 31, 21, 59, tzinfo=UTC), False),
        (datetime(2026, 5, 31, 22, 0, tzinfo=UTC), True),  # midnight in Paris
    ],
)
def test_a_period_is_closed_from_the_day_after_it(
    session: Session, seller: Employee, user: AppUser, at: datetime, *, is_over: bool
) -> None:
    period = period_of(session, seller, MAY)

    if is_over:
        assert close(session, period, user, at).closed_at == at
    else:
        with pytest.raises(PeriodNotEnded):
            close(session, period, user, at)


def test_periods_are_closed_in_order(session: Session, seller: Employee, user: AppUser) -> None:
    march = close(session, period_of(session, seller, MARCH), user)
    may = period_of(session, seller, MAY)

    with pytest.raises(EarlierPeriodOpen) as never_defined:
        close(session, may, user)
    april = period_of(session, seller, APRIL)
    with pytest.raises(EarlierPeriodOpen) as not_closed:
        close(session, may, user)

    assert march.closed_at is not None
    for refusal in (never_defined.value, not_closed.value):
        assert (refusal.start, refusal.end) == (APRIL.start, APRIL.end)
    close(session, april, user)
    assert close(session, may, user).closed_at == IN_JUNE


def test_the_periods_of_another_company_do_not_matter(
    session: Session, seller: Employee, user: AppUser
) -> None:
    period_of(session, make_employee(session), MARCH)

    assert close(session, period_of(session, seller, MAY), user).closed_at == IN_JUNE


def test_a_period_is_found_by_its_days(session: Session, seller: Employee) -> None:
    period = period_of(session, seller, MAY)

    assert period_of(session, seller, MAY) is period
    for days in (
        Period(date(2026, 5, 31), date(2026, 6, 30)),
        Period(date(2026, 4, 1), date(2026, 6, 30)),
        Period(date(2026, 5, 10), date(2026, 5, 10)),
    ):
        with pytest.raises(PeriodOverlaps) as refusal:
            period_of(session, seller, days)
        assert (refusal.value.start, refusal.value.end) == (MAY.start, MAY.end)


def test_a_period_defined_by_mistake_is_forgotten_in_every_company(
    session: Session, seller: Employee, user: AppUser
) -> None:
    period_of(session, seller, Period(date(2026, 5, 1), date(2026, 5, 13)))
    wrong = Period(date(2026, 5, 14), date(2026, 6, 30))
    for one in (seller, make_employee(session)):
        period_of(session, one, wrong)

    assert delete_commission_periods(session, days=wrong) == 2

    left = session.scalars(select(CommissionPeriod)).one()
    assert (left.starts_on, left.ends_on) == (date(2026, 5, 1), date(2026, 5, 13))
    assert close(session, left, user).closed_at == IN_JUNE


def test_a_period_that_counts_is_not_forgotten(
    session: Session, seller: Employee, user: AppUser
) -> None:
    close(session, period_of(session, seller, MARCH), user)
    settled, line = period_of(session, seller, APRIL), a_line(session, seller)
    session.add(
        CommissionLine(
            commission_period_id=settled.id,
            salesperson_id=line.salesperson_id,
            invoice_line_id=line.invoice_line_id,
            base_amount=line.base_amount,
            rate=Decimal(0),
            commission=line.commission,
        )
    )
    session.flush()

    for days, refusal in (
        (MARCH, PeriodClosed),
        (APRIL, PeriodSettled),
        (MAY, PeriodUnknown),
        (Period(date(2026, 3, 1), date(2026, 3, 30)), PeriodUnknown),
    ):
        with pytest.raises(refusal, match=f"{days.start} to {days.end}"):
            delete_commission_periods(session, days=days)
    assert len(session.scalars(select(CommissionPeriod)).all()) == 2
