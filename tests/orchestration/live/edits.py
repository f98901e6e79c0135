"""What people do in a day, at random: each edit is a commit, and knows the company it finds."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from operational.catalog.models import Item, ItemSubfamily
from operational.core.models import Parameter
from operational.crm.models import Address, Customer, Employee, Party
from operational.payments.models import PaymentCancellation
from operational.planning.models import Appointment
from operational.sales.invoicing.models import Instalment, Invoice, PaymentAllocation
from operational.sales.orders.models import SalesOrder
from operational.sales.quotes.models import Quote
from operational.service.models import ServiceTicket
from operational.stock.models import StockMovement, Warehouse
from operational.till.models import Till
from tests.factories.base import make
from tests.factories.contracts import make_contract
from tests.factories.crm import make_customer, make_employee
from tests.factories.payments import make_payment
from tests.factories.planning import make_appointment
from tests.factories.sales import make_allocation, make_invoice, make_order, make_quote
from tests.factories.service import make_ticket
from tests.factories.stock import make_movement, make_stocked_item, make_warehouse
from tests.factories.till import make_receipt, make_till

TODAY = date(2026, 6, 15)
Edit = Callable[[Session, Random], object]


def any_of(session: Session, random: Random, model: type[Any], *conditions: Any) -> Any:
    """One of the rows there are, or None."""
    rows: Sequence[Any] = session.scalars(
        select(model).where(*conditions).order_by(model.id)
    ).all()
    return random.choice(rows) if rows else None


def a_day(random: Random) -> date:
    """A day of the last two years and a half, 29 February among them."""
    return date(2024, 1, 1) + timedelta(days=random.randrange(890))


def an_amount(random: Random) -> Decimal:
    """Cents and all."""
    return Decimal(random.randrange(100, 500_000)) / 100


def new_customer(session: Session, random: Random) -> object:
    agency = any_of(session, random, Customer).agency_id
    seller = make_employee(session, agency_id=agency).id
    return make_customer(
        session, agency_id=agency, salesperson_id=seller, prospect_since=a_day(random)
    )


def invoice(session: Session, random: Random) -> object:
    customer = any_of(session, random, Customer)
    lines = [(an_amount(random), 20) for _ in range(random.randrange(1, 5))]
    issued_on = a_day(random).replace(day=28)
    return make_invoice(
        session,
        customer_id=customer.id,
        salesperson_id=customer.salesperson_id,
        lines=lines,
        issued_on=issued_on,
        due_on=issued_on + timedelta(days=30),
    )


def draft_then_deleted(session: Session, random: Random) -> object:
    draft = any_of(session, random, Invoice, Invoice.issued_on.is_(None))
    if draft is None:
        return make_invoice(
            session, customer_id=any_of(session, random, Customer).id, issued_on=None
        )
    return session.execute(text("DELETE FROM sales.invoice WHERE id = :id"), {"id": draft.id})


def payment(session: Session, random: Random) -> object:
    paid = select(PaymentAllocation.instalment_id)
    due = any_of(session, random, Instalment, Instalment.id.not_in(paid), Instalment.amount > 1)
    if due is None:
        return None
    owed = session.get_one(Invoice, due.invoice_id)
    on = (owed.issued_on or TODAY) + timedelta(days=random.randrange(90))
    amount = (due.amount / random.choice([1, 2])).quantize(Decimal("0.01"))
    received = make_payment(session, customer_id=owed.customer_id, amount=amount, received_on=on)
    return make_allocation(
        session, instalment_id=due.id, payment_id=received.id, amount=amount, allocated_on=on
    )


def bounced_payment(session: Session, random: Random) -> object:
    found = any_of(
        session,
        random,
        PaymentAllocation,
        PaymentAllocation.undone_on.is_(None),
        PaymentAllocation.payment_id.is_not(None),
    )
    if found is None:
        return None
    found.undone_on = found.allocated_on + timedelta(days=random.randrange(1, 20))
    found.undo_reason = "impayé"
    session.flush()
    facts = {"payment_id": found.payment_id, "canceled_on": found.undone_on, "reason": "impayé"}
    return make(session, PaymentCancellation, facts, {})


def order(session: Session, random: Random) -> object:
    customer = any_of(session, random, Customer)
    return make_order(
        session,
        customer_id=customer.id,
        lines=[(an_amount(random), 20)],
        confirmed_on=a_day(random),
    )


def canceled_order(session: Session, random: Random) -> None:
    found = any_of(session, random, SalesOrder, SalesOrder.state == "confirmed")
    if found is not None:
        found.state, found.cancel_reason = "canceled", "renonce"
        found.canceled_on = found.confirmed_on + timedelta(days=random.randrange(60))


def quote(session: Session, random: Random) -> object:
    customer, sent_on = any_of(session, random, Customer), a_day(random)
    return make_quote(
        session, customer_id=customer.id, lines=[(an_amount(random), 20)], sent_on=sent_on
    )


def refused_quote(session: Session, random: Random) -> None:
    found = any_of(session, random, Quote, Quote.state == "sent")
    if found is not None:
        found.state = "refused"


def till_sale(session: Session, random: Random) -> object:
    till = any_of(session, random, Till) or make_till(session)
    buyer = random.choice([None, any_of(session, random, Customer).id])
    return make_receipt(session, till_id=till.id, customer_id=buyer, lines=[(2, "12.00", 20)])


def ticket(session: Session, random: Random) -> object:
    return make_ticket(
        session, customer_id=any_of(session, random, Customer).id, opened_on=a_day(random)
    )


def canceled_ticket(session: Session, random: Random) -> None:
    found = any_of(session, random, ServiceTicket, ServiceTicket.state == "open")
    if found is not None:
        found.state, found.cancel_reason = "canceled", "doublon"
        found.canceled_at = datetime(2026, 6, 10, tzinfo=UTC)


def contract(session: Session, random: Random) -> object:
    return make_contract(session, customer_id=any_of(session, random, Customer).id)


def appointment(session: Session, random: Random) -> object:
    return make_appointment(
        session, customer_id=any_of(session, random, Customer).id, kind="sales", state="firm"
    )


def held_appointment(session: Session, random: Random) -> None:
    found = any_of(session, random, Appointment, Appointment.state == "firm")
    if found is not None:
        found.state = "held"


def goods(session: Session, random: Random) -> object:
    warehouse = any_of(session, random, Warehouse) or make_warehouse(session)
    item = any_of(session, random, Item, Item.id.in_(select(StockMovement.item_id)))
    item = item or make_stocked_item(session, warehouse)
    return make_movement(
        session, warehouse_id=warehouse.id, item_id=item.id, moved_on=a_day(random)
    )


def moved_customer(session: Session, random: Random) -> None:
    customer = any_of(session, random, Customer)
    found = any_of(session, random, Address, Address.party_id == customer.party_id)
    if found is None:
        make(session, Address, {"party_id": customer.party_id, "department": "13"}, {})
    else:
        found.department = random.choice(["06", "13", "83"])


def renamed_customer(session: Session, random: Random) -> None:
    customer = any_of(session, random, Customer)
    session.get_one(Party, customer.party_id).name = f"Renommé {random.random()}"


def customer_of_another(session: Session, random: Random) -> None:
    customer = any_of(session, random, Customer)
    customer.salesperson_id = any_of(session, random, Employee).id


def other_subfamily(session: Session, random: Random) -> None:
    item = any_of(session, random, Item)
    if item is not None:
        item.item_subfamily_id = any_of(session, random, ItemSubfamily).id


def shorter_memory(session: Session, random: Random) -> object:
    """The company counts a customer as lost sooner: every customer may be concerned."""
    company = any_of(session, random, Customer).company_id
    known = any_of(session, random, Parameter, Parameter.code == "lost_after_months")
    if known is not None:
        return None
    facts = {"company_id": company, "code": "lost_after_months", "value": 18}
    return make(session, Parameter, facts | {"valid_from": date(2000, 1, 1)}, {})


EDITS: tuple[Edit, ...] = (
    *(new_customer, invoice, invoice, invoice, draft_then_deleted, payment, payment),
    *(bounced_payment, order, canceled_order, quote, refused_quote, till_sale, till_sale),
    *(ticket, canceled_ticket, contract, appointment, held_appointment, goods, goods),
    *(moved_customer, renamed_customer, customer_of_another, other_subfamily, shorter_memory),
)
