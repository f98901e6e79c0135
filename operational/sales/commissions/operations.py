"""The periods that commissions are settled for: defined, forgotten, closed."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.orm import Session

from operational.core.errors import Refusal
from operational.core.models import Company
from operational.core.periods import Period
from operational.identity.models import AppUser
from operational.sales.commissions import queries, rules
from operational.sales.commissions.models import CommissionLine, CommissionPeriod
from operational.sales.commissions.types import Earned


class OfDays(Refusal):
    """A refusal about some days."""

    def __init__(self, *, start: date, end: date) -> None:
        """Keeps the first and the last day."""
        super().__init__(f"{start} to {end}")
        self.start, self.end = start, end


class PeriodOverlaps(OfDays):
    """Another period, over these days, has some of those asked for, not all or not only them."""


class PeriodClosed(OfDays):
    """The period was closed already; it never changes."""


class PeriodSettled(OfDays):
    """The period holds lines: somebody was paid by it."""


class PeriodUnknown(OfDays):
    """No company has a period over exactly these days."""


class EarlierPeriodOpen(OfDays):
    """Days before the period are still to be closed."""


class PeriodNotEnded(Refusal):
    """The period has a day that is not over."""

    def __init__(self, *, end: date) -> None:
        """Keeps its last day."""
        super().__init__(f"ends on {end}")
        self.end = end


def define_commission_period(
    session: Session, *, company_id: int, days: Period
) -> CommissionPeriod:
    """The period of a company over exactly these days: the one there is, or a new one.

    Raises PeriodOverlaps.
    """
    found = queries.find_period_over(session, company_id=company_id, days=days)
    if found is None:
        found = CommissionPeriod(company_id=company_id, starts_on=days.start, ends_on=days.end)
        session.add(found)
        session.flush()
    if _days(found) != days:
        raise PeriodOverlaps(start=found.starts_on, end=found.ends_on)
    return found


def delete_commission_periods(session: Session, *, days: Period) -> int:
    """Forgets a period defined by mistake, in every company that has it; returns how many have.

    Raises PeriodUnknown, or where it is so in one of them, PeriodClosed or PeriodSettled.
    """
    found = queries.list_periods_of(session, days=days)
    if not found:
        raise PeriodUnknown(start=days.start, end=days.end)
    for period in found:
        session.refresh(period, with_for_update=True)
        if period.closed_at is not None:
            raise PeriodClosed(start=period.starts_on, end=period.ends_on)
        if queries.has_lines(session, period=period):
            raise PeriodSettled(start=period.starts_on, end=period.ends_on)
        session.delete(period)
    session.flush()
    return len(found)


def hold_documents(session: Session) -> None:
    """Keeps invoices and what settles them as they are until the end of the transaction.

    Waits for the transactions that write some, so that nothing is recorded while they are counted.
    """
    session.execute(text("LOCK TABLE sales.invoice, sales.payment_allocation IN SHARE MODE"))


def check_commission_period(session: Session, *, period: CommissionPeriod, at: datetime) -> None:
    """Raises what closing the period would: PeriodClosed, PeriodNotEnded or EarlierPeriodOpen."""
    if period.closed_at is not None:
        raise PeriodClosed(start=period.starts_on, end=period.ends_on)
    company = session.get_one(Company, period.company_id)
    if not rules.has_ended(_days(period), today=at.astimezone(ZoneInfo(company.time_zone)).date()):
        raise PeriodNotEnded(end=period.ends_on)
    before = queries.list_periods_before(
        session, company_id=period.company_id, day=period.starts_on
    )
    first_open = rules.first_open_before(
        _days(period),
        closed=[_days(one) for one in before if one.closed_at is not None],
        still_open=[_days(one) for one in before if one.closed_at is None],
    )
    if first_open is not None:
        raise EarlierPeriodOpen(start=first_open.start, end=first_open.end)


def close_commission_period(
    session: Session,
    *,
    period: CommissionPeriod,
    lines: Iterable[Earned],
    recorded_until: datetime,
    by: AppUser,
    at: datetime,
) -> CommissionPeriod:
    """Settles a period for ever: what salespeople earned on each invoice line, as the warehouse says.

    The lines tell what was recorded until an instant, which the period is closed at: what is recorded
    for these days later counts after them. Raises PeriodClosed, PeriodNotEnded or EarlierPeriodOpen.
    """
    session.refresh(period, with_for_update=True)
    check_commission_period(session, period=period, at=at)
    session.add_all(
        CommissionLine(
            commission_period_id=period.id,
            salesperson_id=line.salesperson_id,
            invoice_line_id=line.invoice_line_id,
            base_amount=line.base_amount,
            rate=rules.effective_rate(base_amount=line.base_amount, commission=line.commission),
            commission=line.commission,
        )
        for line in lines
    )
    session.flush()
    period.closed_at, period.closed_by_id = recorded_until, by.id
    session.flush()
    return period


def _days(period: CommissionPeriod) -> Period:
    return Period(period.starts_on, period.ends_on)
