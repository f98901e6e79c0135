"""Invoices of every kind, their lines, their VAT and the down payments they deduct."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Money, Public, Rate
from operational.core.ddl import code_check, paired, refers_to, unique_where
from operational.sales.columns import (
    SCHEMA,
    Component,
    DocumentTotals,
    Frozen,
    LineContent,
    VatBreakdown,
    line_checks,
    totals_checks,
    vat_checks,
)
from operational.sales.invoicing.types import InvoiceKind


class Invoice(Public, DocumentTotals, Frozen, Base):
    """An invoice of any kind; a draft until issued, then it never changes.

    `gross` is the full value of the work; what is to be paid is `gross - deducted_gross`
    (down payments already invoiced), of which `retention_gross` is due on its own date.
    """

    __tablename__ = "invoice"
    __table_args__ = (
        code_check("kind", InvoiceKind),
        *totals_checks(),
        CheckConstraint("net >= 0 AND vat >= 0", name="totals_not_negative"),
        CheckConstraint("deducted_gross BETWEEN 0 AND gross", name="deducted_within_gross"),
        CheckConstraint("retention_rate BETWEEN 0 AND 5", name="retention_at_most_5"),
        CheckConstraint(
            "retention_gross BETWEEN 0 AND round(gross * 0.05, 2)", name="retention_of_gross"
        ),
        CheckConstraint(
            "kind NOT IN ('down_payment', 'credit_note') OR retention_gross = 0",
            name="retention_on_work_only",
        ),
        CheckConstraint(
            "kind NOT IN ('down_payment', 'credit_note') OR deducted_gross = 0",
            name="deduction_on_work_only",
        ),
        CheckConstraint(
            "(kind = 'credit_note') OR corrects_id IS NULL", name="only_credits_correct"
        ),
        paired("issued_at", "issued_on"),
        paired("issued_at", "reference"),
        CheckConstraint(
            "reference ~ '^[A-Za-z0-9+_/-]{1,35}$'",
            name="reference_allowed",
        ),
        UniqueConstraint("company_id", "reference"),
        unique_where("uq_invoice_one_per_claim", "kind <> 'credit_note'", "progress_claim_id"),
        Index(None, "issued_on"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    agency_id: Mapped[int] = refers_to("core.agency")
    customer_id: Mapped[int] = refers_to("crm.customer")
    site_id: Mapped[int | None] = refers_to("crm.site")
    project_id: Mapped[int | None] = refers_to("projects.project")
    sales_order_id: Mapped[int | None] = refers_to("sales.sales_order")
    progress_claim_id: Mapped[int | None] = refers_to("sales.progress_claim")
    salesperson_id: Mapped[int | None] = refers_to("crm.employee")
    kind: Mapped[str] = mapped_column(server_default="standard")
    corrects_id: Mapped[int | None] = refers_to("sales.invoice")
    reference: Mapped[str | None]
    issued_on: Mapped[date | None]
    issued_at: Mapped[Instant | None]
    issued_by_id: Mapped[int | None] = refers_to("identity.app_user")
    delivered_on: Mapped[date | None]
    discount_rate: Mapped[Rate] = mapped_column(server_default="0")
    deducted_gross: Mapped[Money] = mapped_column(server_default="0")
    retention_rate: Mapped[Rate] = mapped_column(server_default="0")
    retention_gross: Mapped[Money] = mapped_column(server_default="0")
    vat_on_debits: Mapped[bool] = mapped_column(server_default=text("false"))
    payment_terms_id: Mapped[int | None] = refers_to("payments.payment_terms")


class InvoiceLine(Keyed, LineContent, Base):
    """A line of an invoice with its frozen cost, and the line it comes from."""

    __tablename__ = "invoice_line"
    __table_args__ = (
        *line_checks(),
        UniqueConstraint("invoice_id", "position", deferrable=True, initially="DEFERRED"),
        {"schema": SCHEMA},
    )

    invoice_id: Mapped[int] = refers_to("sales.invoice", cascade=True)
    sales_order_line_id: Mapped[int | None] = refers_to("sales.sales_order_line")
    sub_order_id: Mapped[int | None] = refers_to("sales.sub_order")
    delivery_note_line_id: Mapped[int | None] = refers_to("sales.delivery_note_line")
    progress_claim_line_id: Mapped[int | None] = refers_to("sales.progress_claim_line")
    corrects_line_id: Mapped[int | None] = refers_to("sales.invoice_line")


class InvoiceLineComponent(Keyed, Component, Base):
    """One exploded component of an assembly line of an invoice."""

    __tablename__ = "invoice_line_component"
    __table_args__ = (UniqueConstraint("invoice_line_id", "path"), {"schema": SCHEMA})

    invoice_line_id: Mapped[int] = refers_to("sales.invoice_line", cascade=True)


class InvoiceVat(Keyed, VatBreakdown, Base):
    """The net and the VAT of an invoice at one rate."""

    __tablename__ = "invoice_vat"
    __table_args__ = (
        *vat_checks(),
        UniqueConstraint("invoice_id", "vat_category", "vat_percentage"),
        {"schema": SCHEMA},
    )

    invoice_id: Mapped[int] = refers_to("sales.invoice", cascade=True)


class DownPaymentDeduction(Keyed, Base):
    """The part of an invoiced down payment that an invoice takes off what is to be paid."""

    __tablename__ = "down_payment_deduction"
    __table_args__ = (
        CheckConstraint("gross = net + vat", name="gross_adds_up"),
        CheckConstraint("gross > 0", name="gross_positive"),
        CheckConstraint("invoice_id <> down_payment_id", name="not_itself"),
        UniqueConstraint("invoice_id", "down_payment_id"),
        {"schema": SCHEMA},
    )

    invoice_id: Mapped[int] = refers_to("sales.invoice", cascade=True)
    down_payment_id: Mapped[int] = refers_to("sales.invoice")
    net: Mapped[Money]
    vat: Mapped[Money]
    gross: Mapped[Money]
