"""What is paid to suppliers, and which invoices it pays."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Money, Public
from operational.core.ddl import code_check, paired, refers_to
from operational.purchasing.types import SupplierPaymentDirection

SCHEMA = "purchasing"


class SupplierPayment(Public, Base):
    """Money paid to a supplier or refunded by one; canceled with a reason, never changed."""

    __tablename__ = "supplier_payment"
    __table_args__ = (
        UniqueConstraint("company_id", "reference"),
        code_check("direction", SupplierPaymentDirection),
        CheckConstraint("amount > 0", name="amount_positive"),
        paired("canceled_at", "cancel_reason"),
        Index(None, "company_id", "paid_on"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company", index=False)
    agency_id: Mapped[int] = refers_to("core.agency")
    supplier_id: Mapped[int] = refers_to("crm.supplier")
    payment_method_id: Mapped[int] = refers_to("payments.payment_method")
    bank_account_id: Mapped[int | None] = refers_to("payments.bank_account")
    reference: Mapped[str]
    direction: Mapped[str] = mapped_column(server_default="paid")
    paid_on: Mapped[date]
    amount: Mapped[Money]
    cheque_number: Mapped[str | None]
    by_id: Mapped[int | None] = refers_to("identity.app_user")
    canceled_at: Mapped[Instant | None]
    cancel_reason: Mapped[str | None]


class SupplierPaymentAllocation(Keyed, Base):
    """What a payment, or a credit note set off, settles of an invoice; undone with a reason.

    A refund settles the credit note it pays back.
    """

    __tablename__ = "supplier_payment_allocation"
    __table_args__ = (
        CheckConstraint(
            "num_nonnulls(supplier_payment_id, credit_note_id) = 1", name="one_source"
        ),
        CheckConstraint("credit_note_id <> supplier_invoice_id", name="source_other"),
        CheckConstraint("amount > 0", name="amount_positive"),
        paired("undone_at", "undo_reason"),
        {"schema": SCHEMA},
    )

    supplier_payment_id: Mapped[int | None] = refers_to("purchasing.supplier_payment")
    credit_note_id: Mapped[int | None] = refers_to("purchasing.supplier_invoice")
    supplier_invoice_id: Mapped[int] = refers_to("purchasing.supplier_invoice")
    allocated_on: Mapped[date] = mapped_column(index=True)
    amount: Mapped[Money]
    undone_at: Mapped[Instant | None]
    undo_reason: Mapped[str | None]
