"""What suppliers bill."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from operational.catalog.types import VatCategory
from operational.core.columns import (
    Base,
    Instant,
    Keyed,
    Money,
    Public,
    Quantity,
    Rate,
    UnitPrice,
)
from operational.core.ddl import code_check, not_negative, paired, refers_to, unique_where
from operational.purchasing.types import SupplierInvoiceKind, SupplierInvoiceState

SCHEMA = "purchasing"


class SupplierInvoice(Public, Base):
    """An invoice or credit note of a supplier; recorded, its content never changes.

    A supplier's own reference is entered once. A disputed invoice waits for payment.
    """

    __tablename__ = "supplier_invoice"
    __table_args__ = (
        code_check("kind", SupplierInvoiceKind),
        code_check("state", SupplierInvoiceState),
        UniqueConstraint("company_id", "reference"),
        unique_where(
            "uq_supplier_invoice_supplier_reference",
            "state <> 'canceled'",
            "supplier_id",
            "supplier_reference",
        ),
        paired("recorded_at", "reference"),
        paired("approved_at", "approved_by_id"),
        paired("disputed_at", "dispute_reason"),
        paired("canceled_at", "cancel_reason"),
        CheckConstraint(
            "CASE state WHEN 'draft' THEN recorded_at IS NULL WHEN 'recorded'"
            " THEN recorded_at IS NOT NULL ELSE true END",
            name="recorded_dated",
        ),
        CheckConstraint("(state = 'canceled') = (canceled_at IS NOT NULL)", name="canceled_dated"),
        CheckConstraint("credited_invoice_id IS NULL OR kind = 'credit_note'", name="credit_of"),
        CheckConstraint("due_on >= invoiced_on", name="due_after_invoiced"),
        CheckConstraint("gross = net + vat", name="gross_adds_up"),
        *not_negative("net", "vat"),
        Index(None, "company_id", "invoiced_on"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company", index=False)
    agency_id: Mapped[int] = refers_to("core.agency")
    supplier_id: Mapped[int] = refers_to("crm.supplier")
    kind: Mapped[str] = mapped_column(server_default="invoice")
    state: Mapped[str] = mapped_column(server_default="draft")
    reference: Mapped[str | None]
    supplier_reference: Mapped[str]
    credited_invoice_id: Mapped[int | None] = refers_to("purchasing.supplier_invoice")
    invoiced_on: Mapped[date]
    due_on: Mapped[date] = mapped_column(index=True)
    payment_terms_id: Mapped[int | None] = refers_to("payments.payment_terms")
    net: Mapped[Money] = mapped_column(server_default="0")
    vat: Mapped[Money] = mapped_column(server_default="0")
    gross: Mapped[Money] = mapped_column(server_default="0")
    document_id: Mapped[int | None] = refers_to("documents.document")
    by_id: Mapped[int | None] = refers_to("identity.app_user")
    recorded_at: Mapped[Instant | None]
    approved_at: Mapped[Instant | None]
    approved_by_id: Mapped[int | None] = refers_to("identity.app_user")
    disputed_at: Mapped[Instant | None]
    dispute_reason: Mapped[str | None]
    canceled_at: Mapped[Instant | None]
    cancel_reason: Mapped[str | None]


class SupplierInvoiceLine(Keyed, Base):
    """A line billed; goods are billed on the receipt line they arrived by, each of them once.

    An invoice that comes without a receipt makes one, so a purchase costs its projects once.
    """

    __tablename__ = "supplier_invoice_line"
    __table_args__ = (
        UniqueConstraint("supplier_invoice_id", "position"),
        unique_where(
            "uq_supplier_invoice_line_receipt",
            "is_in_force",
            "goods_receipt_line_id",
        ),
        CheckConstraint(
            "item_id IS NULL OR goods_receipt_line_id IS NOT NULL", name="goods_received"
        ),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("discount_rate BETWEEN 0 AND 100", name="discount_rate_range"),
        CheckConstraint("vat_percentage BETWEEN 0 AND 100", name="vat_percentage_range"),
        code_check("vat_category", VatCategory),
        {"schema": SCHEMA},
    )

    supplier_invoice_id: Mapped[int] = refers_to(
        "purchasing.supplier_invoice", cascade=True, index=False
    )
    position: Mapped[int]
    goods_receipt_line_id: Mapped[int | None] = refers_to("purchasing.goods_receipt_line")
    is_in_force: Mapped[bool] = mapped_column(server_default=text("true"))
    item_id: Mapped[int | None] = refers_to("catalog.item")
    designation: Mapped[str]
    quantity: Mapped[Quantity]
    unit_price: Mapped[UnitPrice]
    discount_rate: Mapped[Rate] = mapped_column(server_default="0")
    net: Mapped[Money]
    vat_category: Mapped[str] = mapped_column(server_default="S")
    vat_percentage: Mapped[Rate]
    account_number: Mapped[str | None]


class SupplierInvoiceVat(Keyed, Base):
    """The net and the VAT of a supplier invoice at one rate, as the supplier printed them."""

    __tablename__ = "supplier_invoice_vat"
    __table_args__ = (
        UniqueConstraint("supplier_invoice_id", "vat_category", "vat_percentage"),
        code_check("vat_category", VatCategory),
        CheckConstraint("deductible_rate BETWEEN 0 AND 100", name="deductible_rate_range"),
        {"schema": SCHEMA},
    )

    supplier_invoice_id: Mapped[int] = refers_to(
        "purchasing.supplier_invoice", cascade=True, index=False
    )
    vat_category: Mapped[str] = mapped_column(server_default="S")
    vat_percentage: Mapped[Rate]
    net: Mapped[Money]
    vat: Mapped[Money]
    deductible_rate: Mapped[Rate] = mapped_column(server_default="100")
