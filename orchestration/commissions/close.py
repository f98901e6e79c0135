"""Closing a commission period in every company: defined first, then settled as the warehouse says.

Each step is a transaction of its own: the warehouse counts by the days of a period once they are
committed.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from operational.core.models import Company
from operational.core.periods import Period
from operational.identity.models import AppUser
from operational.sales.commissions.operations import (
    check_commission_period,
    close_commission_period,
    define_commission_period,
    hold_documents,
)
from operational.sales.commissions.types import Earned
from orchestration.commissions.figures import earned, read_rows
from orchestration.live.once import bring
from orchestration.load.exclusive import only_load
from orchestration.load.published import is_built
from orchestration.load.run import PATIENCE
from transform import dbt
from transform.lake import open_lake
from transform.reader import open_reader


@dataclass(frozen=True, slots=True)
class Settled:
    """What closing a period settled in a company."""

    company: str
    lines: Sequence[Earned]


def define_periods(session: Session, *, days: Period, at: datetime) -> None:
    """The period of every company over these days, once sure that each can be closed.

    Raises PeriodOverlaps, PeriodClosed, PeriodNotEnded or EarlierPeriodOpen.
    """
    for company_id in session.scalars(select(Company.id).order_by(Company.id)).all():
        period = define_commission_period(session, company_id=company_id, days=days)
        check_commission_period(session, period=period, at=at)


def settle_periods(
    session: Session,
    *,
    url: str,
    lake_path: str,
    days: Period,
    by: AppUser,
    at: datetime,
    work_dir: Path | None = None,
) -> list[Settled]:
    """Settles the period of every company for ever, by everything recorded so far.

    Nothing that counts is recorded meanwhile. Raises what `define_periods` does.
    """
    hold_documents(session)
    follow(url, lake_path=lake_path, work_dir=work_dir)
    settled = []
    with closing(open_reader(url, lake_path)) as reader:
        state = reader.freshness()
        for company in reader.companies(at_snapshot=state.snapshot):
            rows = read_rows(reader, days, company=company.company_id, snapshot=state.snapshot)
            lines = list(earned(rows))
            close_commission_period(
                session,
                period=define_commission_period(session, company_id=company.company_id, days=days),
                lines=lines,
                recorded_until=state.loaded_at,
                by=by,
                at=at,
            )
            settled.append(Settled(company.name, lines))
    return settled


def follow(url: str, *, lake_path: str, work_dir: Path | None = None) -> None:
    """Has the warehouse show everything recorded so far, computed whole where it cannot follow."""
    bring(url, lake_path=lake_path, work_dir=work_dir)
    with closing(open_lake(url, lake_path)) as lake:
        built = is_built(lake)
    if not built:
        with only_load(url, patience=PATIENCE):
            dbt.build(url, lake_path=lake_path, work_dir=work_dir)
