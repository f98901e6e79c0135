"""The company that receives an import: the one of the database, or a new one if it has none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from operational.core.errors import Refusal
from operational.core.models import Agency, Company, FiscalYear
from operational.core.periods import fiscal_year_of
from operational.workflows.imports.sources import Source


class WhichCompany(Refusal):
    """The database has several companies, and the source names none of them."""

    def __init__(self, *, named: str | None, known: list[str]) -> None:
        """Keeps the name in the source and the names in the database."""
        super().__init__(f"{named}: {known}")
        self.named, self.known = named or "", ", ".join(known)


class NoCompany(Refusal):
    """The database has no company, and the source describes none."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """A company and the agency of it that an import goes to."""

    company: Company
    agency: Agency


def receiver(session: Session, source: Source) -> Receiver:
    """The company the source names, or the only one there is; it is added to an empty database.

    Refuses to choose between several (WhichCompany), or to make one out of nothing (NoCompany).
    """
    company = _company(session, source)
    wanted = source.company.agency.code if source.company else None
    agencies = session.scalars(
        select(Agency).filter_by(company_id=company.id).order_by(Agency.code != wanted, Agency.id)
    )
    return Receiver(company, agencies.first() or _new_agency(session, company, source))


def ensure_fiscal_years(session: Session, company: Company, days: Sequence[date]) -> None:
    """Adds the fiscal years of days that none of the company covers."""
    known = list(session.scalars(select(FiscalYear).filter_by(company_id=company.id)))
    for day in days:
        if not any(year.starts_on <= day <= year.ends_on for year in known):
            known.append(_new_fiscal_year(company, day, known))
    session.add_all(known)
    session.flush()


def _company(session: Session, source: Source) -> Company:
    companies = session.scalars(select(Company).order_by(Company.name)).all()
    named = source.company.name if source.company else None
    chosen = [company for company in companies if company.name == named] or list(companies)
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        raise WhichCompany(named=named, known=[company.name for company in companies])
    if source.company is None:
        raise NoCompany
    company = Company(**source.company.model_dump(exclude={"agency"}))
    session.add(company)
    session.flush()
    return company


def _new_agency(session: Session, company: Company, source: Source) -> Agency:
    described = source.company.agency.model_dump() if source.company else {}
    agency = Agency(
        company_id=company.id, **({"code": "PRINCIPALE", "name": company.name} | described)
    )
    session.add(agency)
    session.flush()
    return agency


def _new_fiscal_year(company: Company, day: date, known: list[FiscalYear]) -> FiscalYear:
    """The fiscal year of a day, shortened where another one already is."""
    whole = fiscal_year_of(day, start_month=company.fiscal_year_start_month)
    ends = [year.ends_on + timedelta(days=1) for year in known if year.ends_on < day]
    starts = [year.starts_on - timedelta(days=1) for year in known if year.starts_on > day]
    start, end = max([whole.start, *ends]), min([whole.end, *starts])
    taken = {year.code for year in known}
    code = str(start.year) if str(start.year) not in taken else f"{start:%Y-%m}"
    return FiscalYear(company_id=company.id, code=code, starts_on=start, ends_on=end)
