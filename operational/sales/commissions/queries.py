"""The commission periods of a company."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from operational.core.periods import Period
from operational.sales.commissions.models import CommissionLine, CommissionPeriod


def find_period_over(
    session: Session, *, company_id: int, days: Period
) -> CommissionPeriod | None:
    """The first period of a company that has one of some days."""
    return session.scalar(
        select(CommissionPeriod)
        .where(
            CommissionPeriod.company_id == company_id,
            CommissionPeriod.starts_on <= days.end,
            CommissionPeriod.ends_on >= days.start,
        )
        .order_by(CommissionPeriod.starts_on)
        .limit(1)
    )


def list_periods_before(
    session: Session, *, company_id: int, day: date
) -> Sequence[CommissionPeriod]:
    """The periods of a company that end before a day, in order."""
    return session.scalars(
        select(CommissionPeriod)
        .where(CommissionPeriod.company_id == company_id, CommissionPeriod.ends_on < day)
        .order_by(CommissionPeriod.starts_on)
    ).all()


def list_periods_of(session: Session, *, days: Period) -> Sequence[CommissionPeriod]:
    """The periods over exactly some days, whatever the company."""
    return session.scalars(
        select(CommissionPeriod)
        .where(CommissionPeriod.starts_on == days.start, CommissionPeriod.ends_on == days.end)
        .order_by(CommissionPeriod.id)
    ).all()


def has_lines(session: Session, *, period: CommissionPeriod) -> bool:
    """Whether a period settled something."""
    found = select(CommissionLine.id).filter_by(commission_period_id=period.id).limit(1)
    return session.scalar(found) is not None
