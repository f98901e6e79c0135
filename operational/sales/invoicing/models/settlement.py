"""What is due on invoices, and what settles it."""

from datetime import date

from sqlalchemy import CheckConstraint, FetchedValue, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Money
from operational.core.ddl import code_check, ordered, paired, refers_to
from operational.sales.columns import SCHEMA
from operational.sales.invoicing.types import InstalmentKind


class Instalment(Keyed, Base):
    """A part of what is to be paid on an invoice, due on a date; for a credit note, to be given back."""

    __tablename__ = "instalment"
    __table_args__ = (
        code_check("kind", InstalmentKind),
        CheckConstraint("amount > 0", name="amount_positive"),
        UniqueConstraint("invoice_id", "position"),
        {"schema": SCHEMA},
    )

    invoice_id: Mapped[int] = refers_to("sales.invoice", cascade=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(server_default="regular")
    due_on: Mapped[date] = mapped_column(index=True)
    amount: Mapped[Money]


class PaymentAllocation(Keyed, Base):
    """What a payment, or a credit note, settles of an instalment from a date; it may be undone.

    On an invoice's instalment the source is a payment received or a credit note; on a credit
    note's instalment it is a refund.
    """

    __tablename__ = "payment_allocation"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("num_nonnulls(payment_id, credit_note_id) = 1", name="one_source"),
        paired("undone_on", "undo_reason"),
        paired("undone_on", "undone_at"),
        ordered("allocated_on", "undone_on"),
        ordered("created_at", "undone_at"),
        {"schema": SCHEMA},
    )

    instalment_id: Mapped[int] = refers_to("sales.instalment")
    payment_id: Mapped[int | None] = refers_to("payments.payment")
    credit_note_id: Mapped[int | None] = refers_to("sales.invoice")
    amount: Mapped[Money]
    allocated_on: Mapped[date] = mapped_column(index=True)
    undone_on: Mapped[date | None]
    undo_reason: Mapped[str | None]
    undone_at: Mapped[Instant | None] = mapped_column(server_onupdate=FetchedValue())
    """When it was undone, whatever the day it is undone from: the database tells."""


class RetentionRelease(Keyed, Base):
    """The demand for a retention after its date, or a bank bond that replaced it."""

    __tablename__ = "retention_release"
    __table_args__ = (
        code_check("kind", ["demand", "bond"]),
        UniqueConstraint("instalment_id"),
        {"schema": SCHEMA},
    )

    instalment_id: Mapped[int] = refers_to("sales.instalment", index=False)
    kind: Mapped[str]
    released_on: Mapped[date]
    document_id: Mapped[int | None] = refers_to("documents.document")


class InvoiceDispute(Keyed, Base):
    """A customer disputes an invoice: no reminder until it is closed."""

    __tablename__ = "invoice_dispute"
    __table_args__ = (ordered("opened_on", "closed_on"), {"schema": SCHEMA})

    invoice_id: Mapped[int] = refers_to("sales.invoice")
    opened_on: Mapped[date]
    reason: Mapped[str]
    by_id: Mapped[int | None] = refers_to("identity.app_user")
    closed_on: Mapped[date | None]


class InvoiceSending(Keyed, Base):
    """An invoice sent to somebody by a channel."""

    __tablename__ = "invoice_sending"
    __table_args__ = (
        code_check("channel", ["email", "letter", "platform", "portal"]),
        {"schema": SCHEMA},
    )

    invoice_id: Mapped[int] = refers_to("sales.invoice")
    channel: Mapped[str]
    recipient: Mapped[str]
    sent_at: Mapped[Instant]
    by_id: Mapped[int | None] = refers_to("identity.app_user")
