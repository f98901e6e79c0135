"""Closing commissions, whole: what is settled, what comes back later, and what plain SQL says of it."""

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from operational.core.clock import now
from operational.core.periods import Period, parse_period
from operational.identity.models import AppUser
from operational.sales.commissions.models import CommissionAssignment, CommissionPlan
from operational.sales.commissions.operations import PeriodClosed
from operational.sales.invoicing.models import Instalment, InvoiceLine, PaymentAllocation
from operational.workflows.transaction import transaction
from orchestration.commissions.close import Settled, define_periods, follow, settle_periods
from orchestration.commissions.figures import earned, read_rows
from orchestration.load.run import load
from tests.conftest import FOLDER, new_database
from tests.factories.base import make
from tests.factories.catalog import make_item
from tests.factories.crm import make_customer, make_employee
from tests.factories.identity import make_user
from tests.factories.payments import make_payment
from tests.factories.sales import issue, make_allocation, make_invoice
from tests.oracle.commissions import commissions
from transform import dbt
from transform.reader import open_reader

MARCH, APRIL = parse_period("2026-03"), parse_period("2026-04")
Told = list[tuple[Decimal, Decimal]]


@dataclass(frozen=True, slots=True)
class Place:
    """A company and its warehouse."""

    url: str
    lake_path: str
    work_dir: Path

    def close(self, days: Period) -> list[Settled]:
        """Closes a period as the command does."""
        with transaction(self.url) as session:
            define_periods(session, days=days, at=now())
        with transaction(self.url) as session:
            settled = settle_periods(
                session,
                url=self.url,
                lake_path=self.lake_path,
                days=days,
                by=session.scalars(select(AppUser)).one(),
                at=now(),
                work_dir=self.work_dir,
            )
        follow(self.url, lake_path=self.lake_path, work_dir=self.work_dir)
        return settled

    def shown(self, days: Period) -> Told:
        """Base and commission of the lines, as the warehouse shows them."""
        with closing(open_reader(self.url, self.lake_path)) as reader:
            lines = list(earned(read_rows(reader, days)))
        return [(line.base_amount, line.commission) for line in lines]

    def by_plain_sql(self, days: Period) -> Told:
        """Their sums, computed the second way."""
        with psycopg.connect(self.url) as connection:
            sums = commissions(connection, days.start, days.end)
        return [(sums["commission_base"], sums["commission"])]


@pytest.fixture
def place(
    server_url: str,
    template: str,
    parsed_project: None,  # noqa: ARG001 - dbt has little left to parse
) -> Iterator[Place]:
    """120.00 due for 100.00 net, paid on 20 March, to somebody who earns 10 % of what comes in."""
    folder = Path(os.environ[FOLDER]) / uuid4().hex
    folder.mkdir()
    with new_database(server_url, template=template) as url:
        found = Place(url, f"{folder}/lake/", folder / "dbt")
        with transaction(url) as session:
            _sell(session)
        load(url, lake_path=found.lake_path)
        dbt.run(url, lake_path=found.lake_path, work_dir=found.work_dir)
        yield found


def test_what_is_undone_within_a_closed_period_is_taken_back_in_the_next(place: Place) -> None:
    [march] = place.close(MARCH)
    with transaction(place.url) as session:
        allocation = session.scalars(select(PaymentAllocation)).one()
        allocation.undone_on, allocation.undo_reason = date(2026, 3, 25), "impayé"
    [april] = place.close(APRIL)

    earned_then, taken_back = (Decimal(100), Decimal(10)), (Decimal(-100), Decimal(-10))
    assert [(line.base_amount, line.commission) for line in march.lines] == [earned_then]
    assert [(line.base_amount, line.commission) for line in april.lines] == [taken_back]
    for days, told in ((MARCH, [earned_then]), (APRIL, [taken_back])):
        assert place.shown(days) == told
        assert place.by_plain_sql(days) == told
    with transaction(place.url) as session, pytest.raises(PeriodClosed):
        define_periods(session, days=MARCH, at=now())


def _sell(session: Session) -> None:
    seller = make_employee(session)
    plan = {"company_id": seller.company_id, "code": "P", "label": "Plan", "base": "cash"}
    cash = make(session, CommissionPlan, plan | {"rate": Decimal(10)}, {})
    facts = {"salesperson_id": seller.id, "commission_plan_id": cash.id}
    make(session, CommissionAssignment, facts | {"valid_from": date(2026, 1, 1)}, {})
    customer = make_customer(session, agency_id=seller.agency_id, salesperson_id=seller.id)
    invoice = make_invoice(session, customer_id=customer.id, issued_on=None)
    line = session.scalars(select(InvoiceLine)).one()
    line.item_id = make_item(session, company_id=customer.company_id).id
    due = {"position": 1, "due_on": date(2026, 3, 10), "amount": Decimal(120)}
    instalment = make(session, Instalment, {"invoice_id": invoice.id} | due, {})
    issue(session, invoice, date(2026, 3, 10))
    payment = make_payment(
        session, customer_id=customer.id, amount=Decimal(120), received_on=date(2026, 3, 20)
    )
    make_allocation(
        session,
        instalment_id=instalment.id,
        payment_id=payment.id,
        amount=Decimal(120),
        allocated_on=date(2026, 3, 20),
    )
    make_user(session)
