"""Invoices produced again every n months."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Keyed, Public
from operational.core.ddl import code_check, ordered, refers_to
from operational.sales.columns import SCHEMA, LineContent, line_checks
from operational.sales.invoicing.types import RecurrenceState


class RecurringInvoice(Public, Base):
    """A model of invoice and when it is produced next."""

    __tablename__ = "recurring_invoice"
    __table_args__ = (
        code_check("state", RecurrenceState),
        CheckConstraint("every_months BETWEEN 1 AND 60", name="every_months_range"),
        ordered("starts_on", "ends_on"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    agency_id: Mapped[int] = refers_to("core.agency")
    customer_id: Mapped[int] = refers_to("crm.customer")
    salesperson_id: Mapped[int | None] = refers_to("crm.employee")
    title: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="active")
    every_months: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    next_on: Mapped[date | None] = mapped_column(index=True)
    payment_terms_id: Mapped[int | None] = refers_to("payments.payment_terms")


class RecurringInvoiceLine(Keyed, LineContent, Base):
    """A line of a model of recurring invoice."""

    __tablename__ = "recurring_invoice_line"
    __table_args__ = (
        *line_checks(),
        UniqueConstraint("recurring_invoice_id", "position"),
        {"schema": SCHEMA},
    )

    recurring_invoice_id: Mapped[int] = refers_to("sales.recurring_invoice", cascade=True)
