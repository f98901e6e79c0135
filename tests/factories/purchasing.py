"""Purchase orders, receipts, supplier invoices and payments, each with one line of 100.00."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from operational.crm.models import Supplier
from operational.purchasing.models import (
    GoodsReceipt,
    GoodsReceiptLine,
    PurchaseAllocation,
    PurchaseOrder,
    PurchaseOrderLine,
    SupplierInvoice,
    SupplierInvoiceLine,
    SupplierInvoiceVat,
    SupplierPayment,
    SupplierPaymentAllocation,
)
from tests.factories.base import make, next_number
from tests.factories.core import make_agency
from tests.factories.crm import make_supplier
from tests.factories.payments import the_method
from tests.factories.projects import make_project

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
TEN_AT_TEN: dict[str, Any] = {
    "position": 1,
    "designation": "Pompe",
    "quantity": Decimal(10),
    "unit_price": Decimal(10),
    "net": Decimal(100),
}


def make_order_line(session: Session, **over: Any) -> PurchaseOrderLine:
    """The line of a new draft order, promised for 15 June 2026."""
    values = of_supplier(session) | {"ordered_on": date(2026, 6, 1), "net": Decimal(100)}
    order = make(session, PurchaseOrder, values, {})
    defaults = TEN_AT_TEN | {"purchase_order_id": order.id, "promised_on": date(2026, 6, 15)}
    return make(session, PurchaseOrderLine, defaults, over)


def make_sent_line(session: Session, **over: Any) -> PurchaseOrderLine:
    """The line of a new order that was sent."""
    line = make_order_line(session, **over)
    order = session.get_one(PurchaseOrder, line.purchase_order_id)
    order.state, order.sent_at, order.reference = "sent", AT, f"CF{next_number():05d}"
    session.flush()
    return line


def make_receipt_line(session: Session, **over: Any) -> GoodsReceiptLine:
    """The line of a new draft receipt, without an order unless said; its net is computed."""
    values = of_supplier(session) | {"received_on": date(2026, 6, 10)}
    receipt = make(session, GoodsReceipt, values, {})
    defaults = TEN_AT_TEN | {"goods_receipt_id": receipt.id} | over
    defaults["net"] = defaults["quantity"] * defaults["unit_price"]
    receipt.net = defaults["net"]
    return make(session, GoodsReceiptLine, defaults, {})


def issue_receipt(session: Session, line: GoodsReceiptLine) -> GoodsReceipt:
    """Issues the receipt of a line."""
    receipt = session.get_one(GoodsReceipt, line.goods_receipt_id)
    receipt.issued_at, receipt.reference = AT, f"BR{next_number():05d}"
    session.flush()
    return receipt


def make_allocation(
    session: Session, line: PurchaseOrderLine | GoodsReceiptLine, **over: Any
) -> PurchaseAllocation:
    """60.00 of an ordered or received line, for a new project unless said."""
    project_id = over.pop("project_id", None) or make_project(session).id
    values = {f"{line.__tablename__}_id": line.id, "project_id": project_id, "net": Decimal(60)}
    return make(session, PurchaseAllocation, values, over)


def make_supplier_invoice(
    session: Session, *, line: dict[str, Any] | None = None, **over: Any
) -> SupplierInvoice:
    """A draft invoice of 100.00 net and 20.00 VAT, of a new supplier unless said."""
    amounts = {"net": Decimal(100), "vat": Decimal(20), "gross": Decimal(120)}
    values = {
        "supplier_reference": f"F-{next_number()}",
        "invoiced_on": date(2026, 6, 12),
        "due_on": date(2026, 7, 12),
    }
    invoice = make(session, SupplierInvoice, of_supplier(session, over) | amounts | values, over)
    of_invoice = {"supplier_invoice_id": invoice.id, "vat_percentage": Decimal(20)}
    make(session, SupplierInvoiceLine, TEN_AT_TEN | of_invoice, line or {})
    make(session, SupplierInvoiceVat, of_invoice | {"net": Decimal(100), "vat": Decimal(20)}, {})
    return invoice


def make_recorded_invoice(session: Session, **over: Any) -> SupplierInvoice:
    """The same, recorded."""
    invoice = make_supplier_invoice(session, **over)
    invoice.state, invoice.recorded_at, invoice.reference = "recorded", AT, f"AC{next_number()}"
    session.flush()
    return invoice


def make_supplier_payment(session: Session, **over: Any) -> SupplierPayment:
    """120.00 paid on 1 July 2026, to a new supplier unless said."""
    values = {
        "payment_method_id": the_method(session, "bank_transfer").id,
        "reference": f"RF{next_number()}",
        "paid_on": date(2026, 7, 1),
        "amount": Decimal(120),
    }
    return make(session, SupplierPayment, of_supplier(session, over) | values, over)


def settle(session: Session, invoice: SupplierInvoice, **over: Any) -> SupplierPaymentAllocation:
    """The whole of an invoice, settled by a new payment unless said."""
    if not over.keys() & {"supplier_payment_id", "credit_note_id"}:
        over["supplier_payment_id"] = make_supplier_payment(
            session, supplier_id=invoice.supplier_id
        ).id
    values = {
        "supplier_invoice_id": invoice.id,
        "allocated_on": date(2026, 7, 1),
        "amount": invoice.gross,
    }
    return make(session, SupplierPaymentAllocation, values, over)


def of_supplier(session: Session, over: dict[str, Any] | None = None) -> dict[str, int]:
    """The supplier said, or a new one, with a company and an agency that belong together."""
    supplier_id = (over or {}).get("supplier_id") or make_supplier(session).id
    company_id = session.get_one(Supplier, supplier_id).company_id
    agency_id = make_agency(session, company_id=company_id).id
    return {"supplier_id": supplier_id, "company_id": company_id, "agency_id": agency_id}
