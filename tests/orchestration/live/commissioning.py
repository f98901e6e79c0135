"""What moves commissions, at random: plans, sales by item, settings changed, a month closed."""

from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from operational.catalog.models import Item, ItemFamily
from operational.core.periods import month_of
from operational.crm.models import Customer, Employee
from operational.sales.commissions.models import (
    CommissionAssignment,
    CommissionBand,
    CommissionFamilyRate,
    CommissionLine,
    CommissionPeriod,
    CommissionPlan,
)
from operational.sales.invoicing.models import Instalment, Invoice, InvoiceLine
from tests.factories.base import make, next_number
from tests.factories.catalog import make_item
from tests.factories.identity import make_user
from tests.factories.sales import issue, make_invoice
from tests.orchestration.live.edits import Edit, a_day, an_amount, any_of

CLOSED_AT = datetime(2026, 6, 14, tzinfo=UTC)


def new_plan(session: Session, random: Random) -> object:
    """A plan for somebody who has none yet."""
    paid = select(CommissionAssignment.salesperson_id)
    seller = any_of(session, random, Employee, Employee.id.not_in(paid))
    if seller is None:
        return None
    plan = make(
        session,
        CommissionPlan,
        {
            "company_id": seller.company_id,
            "code": f"P{next_number()}",
            "label": "Plan",
            "base": random.choice(["revenue", "margin", "cash"]),
            "band_kind": random.choice(["global", "marginal"]),
            "rate": Decimal(random.randrange(5)),
        },
        {},
    )
    for start, end in ((0, 2000), (2000, None)):
        band = {"starts_from": Decimal(start), "up_to": end, "rate": Decimal(random.randrange(20))}
        make(session, CommissionBand, {"commission_plan_id": plan.id} | band, {})
    facts = {"salesperson_id": seller.id, "commission_plan_id": plan.id}
    return make(session, CommissionAssignment, facts | {"valid_from": date(2024, 2, 1)}, {})


def sale(session: Session, random: Random) -> object:
    """Lines of items, by somebody who has a plan; now and then taken back."""
    paid = any_of(session, random, CommissionAssignment)
    if paid is None:
        return new_plan(session, random)
    customer, kind = any_of(session, random, Customer), random.choice(["standard", "credit_note"])
    sold = make_invoice(
        session,
        customer_id=customer.id,
        salesperson_id=paid.salesperson_id,
        kind=kind,
        corrects_id=_invoice_of(session, random, customer) if kind == "credit_note" else None,
        lines=[(an_amount(random), 20) for _ in range(random.randrange(1, 4))],
        issued_on=None,
    )
    for line in session.scalars(select(InvoiceLine).filter_by(invoice_id=sold.id)):
        item = any_of(session, random, Item)
        line.item_id = (item or make_item(session, company_id=customer.company_id)).id
    on = a_day(random).replace(day=random.randrange(1, 29))
    due = {"invoice_id": sold.id, "position": 1, "due_on": on, "amount": sold.gross}
    make(session, Instalment, due, {})
    issue(session, sold, on)
    return sold


def _invoice_of(session: Session, random: Random, customer: Customer) -> int | None:
    found = any_of(
        session,
        random,
        Invoice,
        Invoice.customer_id == customer.id,
        Invoice.kind == "standard",
        Invoice.issued_on.is_not(None),
    )
    return found and int(found.id)


def other_rate(session: Session, random: Random) -> None:
    band = any_of(session, random, CommissionBand)
    if band is not None:
        band.rate = Decimal(random.randrange(20))


def family_rate(session: Session, random: Random) -> object:
    plan, family = any_of(session, random, CommissionPlan), any_of(session, random, ItemFamily)
    if plan is None or family is None:
        return None
    facts = {"commission_plan_id": plan.id, "item_family_id": family.id, "rate": Decimal(3)}
    return make(session, CommissionFamilyRate, facts, {})


def item_without_commission(session: Session, random: Random) -> None:
    item = any_of(session, random, Item)
    if item is not None:
        item.is_commissionable = not item.is_commissionable


def plan_that_ends(session: Session, random: Random) -> None:
    paid = any_of(session, random, CommissionAssignment, CommissionAssignment.valid_to.is_(None))
    if paid is not None:
        paid.valid_to = date(2026, 3, 15)


def closed_month(session: Session, random: Random) -> None:
    """Whatever was settled is what counts."""
    line = any_of(session, random, InvoiceLine, InvoiceLine.item_id.is_not(None))
    if line is None:
        return
    sold, month = session.get_one(Invoice, line.invoice_id), month_of(a_day(random))
    days = {"company_id": sold.company_id, "starts_on": month.start, "ends_on": month.end}
    period = make(session, CommissionPeriod, days, {})
    amounts = {
        "base_amount": an_amount(random),
        "rate": Decimal(4),
        "commission": an_amount(random),
    }
    line_of = {
        "commission_period_id": period.id,
        "salesperson_id": sold.salesperson_id,
        "invoice_line_id": line.id,
    }
    make(session, CommissionLine, line_of | amounts, {})
    period.closed_at, period.closed_by_id = CLOSED_AT, make_user(session).id


EDITS: tuple[Edit, ...] = (
    *(new_plan, sale, sale, sale, sale, sale, other_rate, family_rate),
    *(item_without_commission, plan_that_ends, closed_month),
)
