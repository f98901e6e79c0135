"""Tables of the sales orders."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Money, Progress, Public, Quantity, Rate
from operational.core.ddl import code_check, paired, refers_to
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
from operational.sales.orders.types import InvoicingMode, OrderState, ProgressEntry


class SalesOrder(Public, DocumentTotals, Frozen, Base):
    """What a customer ordered; its totals are those of the original lines, amendments have their own."""

    __tablename__ = "sales_order"
    __table_args__ = (
        code_check("state", OrderState),
        code_check("invoicing_mode", InvoicingMode),
        *totals_checks(),
        CheckConstraint("state = 'draft' OR confirmed_on IS NOT NULL", name="confirmed_dated"),
        CheckConstraint("(state = 'canceled') = (canceled_on IS NOT NULL)", name="canceled_dated"),
        CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name="closed_dated"),
        CheckConstraint("canceled_on >= confirmed_on", name="canceled_after_confirmed"),
        CheckConstraint("closed_on >= confirmed_on", name="closed_after_confirmed"),
        paired("canceled_on", "cancel_reason"),
        CheckConstraint("retention_rate BETWEEN 0 AND 5", name="retention_at_most_5"),
        UniqueConstraint("company_id", "reference"),
        Index(None, "confirmed_on"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    agency_id: Mapped[int] = refers_to("core.agency")
    customer_id: Mapped[int] = refers_to("crm.customer")
    site_id: Mapped[int | None] = refers_to("crm.site")
    project_id: Mapped[int | None] = refers_to("projects.project")
    quote_id: Mapped[int | None] = refers_to("sales.quote")
    salesperson_id: Mapped[int | None] = refers_to("crm.employee")
    reference: Mapped[str]
    customer_order_reference: Mapped[str | None]
    state: Mapped[str] = mapped_column(server_default="draft")
    invoicing_mode: Mapped[str] = mapped_column(server_default="whole")
    confirmed_on: Mapped[date | None]
    promised_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    canceled_on: Mapped[date | None]
    cancel_reason: Mapped[str | None]
    discount_rate: Mapped[Rate] = mapped_column(server_default="0")
    retention_rate: Mapped[Rate] = mapped_column(server_default="0")
    down_payment_rate: Mapped[Rate] = mapped_column(server_default="0")
    payment_terms_id: Mapped[int | None] = refers_to("payments.payment_terms")


class OrderAmendment(Public, DocumentTotals, Base):
    """A change agreed after confirmation; it adds (or takes off) on its own date."""

    __tablename__ = "order_amendment"
    __table_args__ = (
        *totals_checks(),
        UniqueConstraint("sales_order_id", "number"),
        {"schema": SCHEMA},
    )

    sales_order_id: Mapped[int] = refers_to("sales.sales_order")
    number: Mapped[int]
    title: Mapped[str]
    quote_id: Mapped[int | None] = refers_to("sales.quote")
    confirmed_on: Mapped[date | None] = mapped_column(index=True)


class SalesOrderLine(Keyed, LineContent, Base):
    """A line of an order or of one of its amendments, and the quote line it comes from."""

    __tablename__ = "sales_order_line"
    __table_args__ = (
        *line_checks(),
        UniqueConstraint("sales_order_id", "position", deferrable=True, initially="DEFERRED"),
        {"schema": SCHEMA},
    )

    sales_order_id: Mapped[int] = refers_to("sales.sales_order", cascade=True)
    order_amendment_id: Mapped[int | None] = refers_to("sales.order_amendment")
    quote_line_id: Mapped[int | None] = refers_to("sales.quote_line")
    work_package_id: Mapped[int | None] = refers_to("projects.work_package")


class SalesOrderLineComponent(Keyed, Component, Base):
    """One exploded component of an assembly line of an order."""

    __tablename__ = "sales_order_line_component"
    __table_args__ = (UniqueConstraint("sales_order_line_id", "path"), {"schema": SCHEMA})

    sales_order_line_id: Mapped[int] = refers_to("sales.sales_order_line", cascade=True)


class SalesOrderVat(Keyed, VatBreakdown, Base):
    """The net and the VAT of an order at one rate."""

    __tablename__ = "sales_order_vat"
    __table_args__ = (
        *vat_checks(),
        UniqueConstraint("sales_order_id", "vat_category", "vat_percentage"),
        {"schema": SCHEMA},
    )

    sales_order_id: Mapped[int] = refers_to("sales.sales_order", cascade=True)


class SubOrder(Keyed, Base):
    """One of the 3, 6, 9 or 12 instalments of an order, to be invoiced on its date."""

    __tablename__ = "sub_order"
    __table_args__ = (
        UniqueConstraint("sales_order_id", "position"),
        CheckConstraint("position BETWEEN 1 AND 12", name="position_range"),
        {"schema": SCHEMA},
    )

    sales_order_id: Mapped[int] = refers_to("sales.sales_order", cascade=True)
    position: Mapped[int]
    planned_on: Mapped[date]
    net: Mapped[Money]


class ProgressClaim(Public, Base):
    """How far an order is on a date, in cumulative progress; its invoice bills the difference."""

    __tablename__ = "progress_claim"
    __table_args__ = (
        UniqueConstraint("sales_order_id", "number"),
        CheckConstraint("number >= 1", name="number_positive"),
        paired("canceled_at", "canceled_by_id"),
        {"schema": SCHEMA},
    )

    sales_order_id: Mapped[int] = refers_to("sales.sales_order")
    number: Mapped[int]
    claimed_on: Mapped[date]
    is_final: Mapped[bool]
    canceled_at: Mapped[Instant | None]
    canceled_by_id: Mapped[int | None] = refers_to("identity.app_user")


class ProgressClaimLine(Keyed, Base):
    """Cumulative progress of an order line in a claim (0 is a value), and what it bills."""

    __tablename__ = "progress_claim_line"
    __table_args__ = (
        code_check("entered_as", ProgressEntry),
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress_range"),
        CheckConstraint("net = cumulative_net - previous_net", name="net_is_difference"),
        UniqueConstraint("progress_claim_id", "sales_order_line_id"),
        {"schema": SCHEMA},
    )

    progress_claim_id: Mapped[int] = refers_to("sales.progress_claim", cascade=True)
    sales_order_line_id: Mapped[int] = refers_to("sales.sales_order_line")
    progress: Mapped[Progress]
    entered_as: Mapped[str] = mapped_column(server_default="percent")
    entered_quantity: Mapped[Quantity | None]
    cumulative_net: Mapped[Money]
    previous_net: Mapped[Money]
    net: Mapped[Money]
