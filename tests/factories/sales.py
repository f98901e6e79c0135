"""Documents of a sale. Lines are (net, VAT percentage); totals follow."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from operational.core.columns import Base
from operational.core.periods import add_months
from operational.crm.models import Customer
from operational.sales.invoicing.models import (
    DownPaymentDeduction,
    Instalment,
    Invoice,
    InvoiceLine,
    InvoiceVat,
    PaymentAllocation,
)
from operational.sales.orders.models import SalesOrder, SalesOrderLine, SalesOrderVat
from operational.sales.quotes.models import Quote, QuoteLine, QuoteVat
from operational.sales.rules import TaxedNet, Totals, document_totals
from tests.factories.base import make, next_number
from tests.factories.crm import make_customer

Lines = Sequence[tuple[Decimal | int | str, int]]
ONE_LINE: Lines = ((100, 20),)


def make_quote(
    session: Session, *, lines: Lines = ONE_LINE, sent: bool = True, **over: Any
) -> Quote:
    """A quote of one line of 100.00 at 20 %, sent on 1 March 2026 unless said."""
    defaults = _parties(session, over) | {
        "reference": f"DE-2026-{next_number():05d}",
        "title": "Piscine",
        "drafted_on": date(2026, 3, 1),
    }
    quote = make(session, Quote, defaults | _amounts(lines), over)
    _add_lines(
        session,
        document=quote,
        line_model=QuoteLine,
        vat_model=QuoteVat,
        key="quote_id",
        lines=lines,
    )
    if sent:
        quote.sent_on = quote.sent_on or date(2026, 3, 1)
        quote.first_sent_on = quote.first_sent_on or quote.sent_on
        quote.state = "sent"
        session.flush()
    return quote


def make_order(
    session: Session,
    *,
    lines: Lines = ONE_LINE,
    confirmed_on: date | None = date(2026, 4, 1),
    **over: Any,
) -> SalesOrder:
    """An order of one line of 100.00 at 20 %, confirmed on 1 April 2026 unless said."""
    defaults = _parties(session, over) | {"reference": f"CC-2026-{next_number():05d}"}
    order = make(session, SalesOrder, defaults | _amounts(lines), over)
    _add_lines(
        session,
        document=order,
        line_model=SalesOrderLine,
        vat_model=SalesOrderVat,
        key="sales_order_id",
        lines=lines,
    )
    if confirmed_on:
        order.confirmed_on, order.state = confirmed_on, "confirmed"
        session.flush()
    return order


def make_invoice(
    session: Session,
    *,
    lines: Lines = ONE_LINE,
    issued_on: date | None = date(2026, 5, 1),
    deducts: Sequence[Invoice] = (),
    due_on: date | None = None,
    **over: Any,
) -> Invoice:
    """An invoice of one line of 100.00 at 20 %, issued on 1 May 2026 and due then unless said.

    `deducts` are down payments taken off whole; a `retention_gross` is due one year later.
    """
    defaults = _parties(session, over) | _amounts(lines)
    defaults["deducted_gross"] = sum((paid.gross for paid in deducts), Decimal(0))
    reference = over.pop("reference", None)
    invoice = make(session, Invoice, defaults, over)
    _add_lines(
        session,
        document=invoice,
        line_model=InvoiceLine,
        vat_model=InvoiceVat,
        key="invoice_id",
        lines=lines,
    )
    for paid in deducts:
        amounts = {"net": paid.net, "vat": paid.vat, "gross": paid.gross}
        row = {"invoice_id": invoice.id, "down_payment_id": paid.id} | amounts
        make(session, DownPaymentDeduction, row, {})
    if issued_on:
        _add_instalments(session, invoice, due_on or issued_on)
        issue(session, invoice, issued_on, reference)
    return invoice


def issue(session: Session, invoice: Invoice, on: date, reference: str | None = None) -> None:
    """Issues a draft whose parts are written."""
    prefix = "AV" if invoice.kind == "credit_note" else "FA"
    invoice.reference = reference or f"{prefix}-2026-{next_number():05d}"
    invoice.issued_on, invoice.issued_at = on, datetime.combine(on, time(9), UTC)
    session.flush()


def make_allocation(session: Session, **over: Any) -> PaymentAllocation:
    """An allocation of 100.00 on 1 June 2026; says its instalment and its source."""
    defaults = {"amount": Decimal("100.00"), "allocated_on": date(2026, 6, 1)}
    return make(session, PaymentAllocation, defaults, over)


def _parties(session: Session, over: dict[str, Any]) -> dict[str, Any]:
    customer_id = over.get("customer_id") or make_customer(session).id
    customer = session.get_one(Customer, customer_id)
    return {
        "company_id": customer.company_id,
        "agency_id": customer.agency_id,
        "customer_id": customer.id,
        "salesperson_id": customer.salesperson_id,
    }


def _totals(lines: Lines) -> Totals:
    return document_totals(TaxedNet("S", Decimal(rate), Decimal(net)) for net, rate in lines)


def _amounts(lines: Lines) -> dict[str, Decimal]:
    totals = _totals(lines)
    return {"net": totals.net, "vat": totals.vat, "gross": totals.gross}


def _add_lines(
    session: Session,
    *,
    document: Any,
    line_model: type[Base],
    vat_model: type[Base],
    key: str,
    lines: Lines,
) -> None:
    for position, (net, rate) in enumerate(lines, start=1):
        row = {
            key: document.id,
            "position": position,
            "designation": f"Ligne {position}",
            "quantity": Decimal(1),
            "unit_price": Decimal(net),
            "net_before_discount": Decimal(net),
            "net": Decimal(net),
            "vat_percentage": Decimal(rate),
            "cost": Decimal(net) * 60 / 100,
        }
        make(session, line_model, row, {})
    for vat in _totals(lines).rows:
        amounts = {"net": vat.net, "vat": vat.vat, "vat_percentage": vat.vat_percentage}
        make(session, vat_model, {key: document.id} | amounts, {})


def _add_instalments(session: Session, invoice: Invoice, due_on: date) -> None:
    retention = invoice.retention_gross or Decimal(0)
    regular = invoice.gross - invoice.deducted_gross - retention
    parts = [
        ("regular", due_on, regular),
        ("retention", add_months(due_on, 12), retention),
    ]
    for position, (kind, due, amount) in enumerate(parts, start=1):
        if amount:
            row = {"invoice_id": invoice.id, "position": position, "kind": kind, "due_on": due}
            make(session, Instalment, row | {"amount": amount}, {})
