"""A little company whose indicators can be computed by hand. Its story is told in the order of dates."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from operational.core.models import Agency
from operational.crm.models import Address, Customer
from operational.payments.models import PaymentCancellation
from operational.sales.invoicing.models import Instalment, Invoice
from operational.sales.orders.models import OrderAmendment, SalesOrder, SalesOrderLine
from tests.factories.base import make
from tests.factories.core import make_agency
from tests.factories.crm import make_customer, make_employee, make_party
from tests.factories.payments import make_payment
from tests.factories.sales import make_allocation, make_invoice, make_order
from tests.factories.till import make_receipt, make_till


def write_scenario(session: Session) -> None:
    """Writes the whole story."""
    nice = make_agency(session, code="NICE", name="Nice")
    toulon = make_agency(session, company_id=nice.company_id, code="TOULON", name="Toulon")
    jeanne = _customer(session, nice, department="06", sold_by_us=True)
    lea = _customer(session, nice, department="83", sold_by_us=False)
    _a_leap_day_purchase_then_nothing(session, lea)
    _a_payment_that_bounces(session, jeanne)
    _a_job_in_progress(session, jeanne)
    _an_amended_order_that_is_canceled(session, lea)
    _a_day_at_the_till(session, toulon)


def _customer(session: Session, agency: Agency, *, department: str, sold_by_us: bool) -> Customer:
    party = make_party(session)
    make(session, Address, {"party_id": party.id, "department": department}, {})
    seller = make_employee(session, agency_id=agency.id).id if sold_by_us else None
    return make_customer(session, party_id=party.id, agency_id=agency.id, salesperson_id=seller)


def _a_leap_day_purchase_then_nothing(session: Session, customer: Customer) -> None:
    """120.00 net on 29 February 2024: lost on 28 February 2026; 144.00 due since."""
    make_invoice(session, customer_id=customer.id, lines=[(120, 20)], issued_on=date(2024, 2, 29))


def _a_payment_that_bounces(session: Session, customer: Customer) -> None:
    """400.00 net invoiced on 10 May 2025, paid 480.00 on 10 June, undone on 1 July."""
    invoice = make_invoice(
        session, customer_id=customer.id, lines=[(400, 20)], issued_on=date(2025, 5, 10)
    )
    payment = make_payment(
        session, customer_id=customer.id, amount=Decimal(480), received_on=date(2025, 6, 10)
    )
    allocation = make_allocation(
        session,
        instalment_id=_instalment(session, invoice).id,
        payment_id=payment.id,
        amount=Decimal(480),
        allocated_on=date(2025, 6, 10),
    )
    allocation.undone_on, allocation.undo_reason = date(2025, 7, 1), "impayé"
    session.flush()
    cancellation = {"payment_id": payment.id, "canceled_on": date(2025, 7, 1), "reason": "impayé"}
    make(session, PaymentCancellation, cancellation, {})


def _a_job_in_progress(session: Session, customer: Customer) -> None:
    """1,000.00 ordered on 2 March 2026; a paid down payment; a claim of 600.00; a credit of 50.00."""
    order = make_order(
        session, customer_id=customer.id, lines=[(1000, 20)], confirmed_on=date(2026, 3, 2)
    )
    job: dict[str, Any] = {"customer_id": customer.id, "sales_order_id": order.id}
    down_payment = make_invoice(
        session, kind="down_payment", lines=[(300, 20)], issued_on=date(2026, 3, 5), **job
    )
    payment = make_payment(
        session, customer_id=customer.id, amount=Decimal(360), received_on=date(2026, 3, 10)
    )
    make_allocation(
        session,
        instalment_id=_instalment(session, down_payment).id,
        payment_id=payment.id,
        amount=Decimal(360),
        allocated_on=date(2026, 3, 10),
    )
    claim = make_invoice(
        session,
        kind="progress",
        lines=[(600, 20)],
        issued_on=date(2026, 5, 20),
        due_on=date(2026, 6, 10),
        deducts=[down_payment],
        retention_rate=Decimal(5),
        retention_gross=Decimal(36),
        **job,
    )
    make_invoice(
        session,
        kind="credit_note",
        lines=[(50, 20)],
        issued_on=date(2026, 6, 1),
        corrects_id=claim.id,
        **job,
    )


def _an_amended_order_that_is_canceled(session: Session, customer: Customer) -> None:
    """500.00 ordered on 1 April 2026, 200.00 more on the 15th, all canceled on 4 May."""
    order = make_order(
        session, customer_id=customer.id, lines=[(500, 20)], confirmed_on=date(2026, 4, 1)
    )
    _amend(session, order, net=Decimal(200), on=date(2026, 4, 15))
    order.state, order.canceled_on, order.cancel_reason = "canceled", date(2026, 5, 4), "renonce"
    session.flush()


def _amend(session: Session, order: SalesOrder, *, net: Decimal, on: date) -> None:
    vat = net * 20 / 100
    amounts = {"net": net, "vat": vat, "gross": net + vat}
    amendment = make(
        session,
        OrderAmendment,
        {"sales_order_id": order.id, "number": 1, "title": "Avenant"} | amounts,
        {},
    )
    line = {
        "sales_order_id": order.id,
        "order_amendment_id": amendment.id,
        "position": 10,
        "designation": "Supplément",
        "quantity": Decimal(1),
        "unit_price": net,
        "net_before_discount": net,
        "net": net,
        "vat_percentage": Decimal(20),
    }
    make(session, SalesOrderLine, line, {})
    amendment.confirmed_on = on
    session.flush()


def _a_day_at_the_till(session: Session, agency: Agency) -> None:
    """Sold for 24.00 gross on 3 June 2026 (20.00 net), and 12.00 gross given back."""
    till = make_till(session, agency_id=agency.id)
    day = {"till_id": till.id, "business_date": date(2026, 6, 3)}
    make_receipt(session, lines=[(2, "12.00", 20)], **day)
    make_receipt(session, lines=[(-1, "12.00", 20)], kind="return", **day)
    make_receipt(session, lines=[(5, "12.00", 20)], is_training=True, **day)


def _instalment(session: Session, invoice: Invoice) -> Instalment:
    return session.scalars(select(Instalment).filter_by(invoice_id=invoice.id, position=1)).one()
