"""Gapless numbers: taken under a row lock, in the transaction that issues the document."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from operational.core.errors import Refusal
from operational.core.models import NumberSeries


class DateGoesBackwards(Refusal):
    """A document would be dated before the last one of its series."""

    def __init__(self, *, kind: str, on: date, last: date) -> None:
        """Keeps the kind of document, the refused date and the last date of the series."""
        super().__init__(f"{kind}: {on} is before {last}, the last date of the series")
        self.kind, self.on, self.last = kind, on, last


def take_number(
    session: Session, *, company_id: int, kind: str, fiscal_year: int, prefix: str, on: date
) -> str:
    """Takes the next reference of a series, for example FA-2026-00123; creates the series if new.

    The row stays locked until the transaction ends, so that no number is lost or given twice; a
    rolled back transaction gives its number back. Refuses a date before the last one of the
    series (DateGoesBackwards).
    """
    session.execute(
        insert(NumberSeries)
        .values(company_id=company_id, kind=kind, fiscal_year=fiscal_year, prefix=prefix)
        .on_conflict_do_nothing()
    )
    series = session.scalars(
        select(NumberSeries)
        .filter_by(company_id=company_id, kind=kind, fiscal_year=fiscal_year)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if series.last_date is not None and on < series.last_date:
        raise DateGoesBackwards(kind=kind, on=on, last=series.last_date)
    number = series.next_number
    series.next_number += 1
    series.last_date = on
    session.flush()
    return f"{series.prefix}{number:05d}"
