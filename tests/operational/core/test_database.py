"""One unit of work: everything and the handlers of its events, or nothing."""

from dataclasses import dataclass

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from operational.core.database import transaction
from operational.core.events import Event, Handlers, record
from operational.core.models import AuditEntry, Company
from tests.factories.core import make_company


@dataclass(frozen=True, slots=True)
class CompanyFounded(Event):
    """A company exists."""

    company_id: int


@dataclass(frozen=True, slots=True)
class CompanyRenamed(Event):
    """A company has another name."""

    company_id: int


def rename(session: Session, event: CompanyFounded) -> None:
    session.get_one(Company, event.company_id).name = "Renommée"
    record(session, CompanyRenamed(event.company_id))


def fail(_session: Session, _event: CompanyRenamed) -> None:
    msg = "a handler failed"
    raise RuntimeError(msg)


def found(url: str, handlers: Handlers) -> None:
    with transaction(url, handlers=handlers, by=7) as session:
        record(session, CompanyFounded(make_company(session, name="Nouvelle").id))


def test_handlers_run_in_the_same_transaction_and_may_record_events(database_url: str) -> None:
    heard = []
    found(
        database_url,
        {CompanyFounded: [rename], CompanyRenamed: [lambda _, event: heard.append(event)]},
    )
    with transaction(database_url, handlers={}) as session:
        company = session.scalars(select(Company)).one()
        authors = set(session.scalars(select(AuditEntry.by_user_id)))
    assert company.name == "Renommée"
    assert heard == [CompanyRenamed(company.id)]
    assert authors == {7}


def test_failing_handler_undoes_everything(database_url: str) -> None:
    with pytest.raises(RuntimeError, match="a handler failed"):
        found(database_url, {CompanyFounded: [rename], CompanyRenamed: [fail]})
    with transaction(database_url, handlers={}) as session:
        assert session.scalar(select(func.count()).select_from(Company)) == 0
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == 0
