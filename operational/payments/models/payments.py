"""Methods, terms, and payments themselves."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Money, Public, Rate
from operational.core.ddl import code_check, not_negative, refers_to
from operational.payments.types import DueRule, MethodKind, PaymentDirection

SCHEMA = "payments"


class PaymentMethod(Keyed, Base):
    """A way to pay that the company accepts."""

    __tablename__ = "payment_method"
    __table_args__ = (code_check("kind", MethodKind), UniqueConstraint("code"), {"schema": SCHEMA})

    code: Mapped[str]
    label: Mapped[str]
    kind: Mapped[str]
    archived_at: Mapped[Instant | None]


class PaymentTerms(Keyed, Base):
    """When an invoice is due, in one or several instalments."""

    __tablename__ = "payment_terms"
    __table_args__ = (UniqueConstraint("code"), {"schema": SCHEMA})

    code: Mapped[str]
    label: Mapped[str]
    archived_at: Mapped[Instant | None]


class PaymentTermsLine(Keyed, Base):
    """One instalment of terms: a share of the gross, due after a delay."""

    __tablename__ = "payment_terms_line"
    __table_args__ = (
        code_check("due_rule", DueRule),
        *not_negative("delay_days"),
        CheckConstraint("percentage > 0 AND percentage <= 100", name="percentage_range"),
        UniqueConstraint("payment_terms_id", "position"),
        {"schema": SCHEMA},
    )

    payment_terms_id: Mapped[int] = refers_to("payments.payment_terms", cascade=True)
    position: Mapped[int]
    percentage: Mapped[Rate]
    delay_days: Mapped[int]
    due_rule: Mapped[str] = mapped_column(server_default="net")
    payment_method_id: Mapped[int | None] = refers_to("payments.payment_method")


class Payment(Public, Base):
    """Money received from a customer or refunded to one; amounts are positive, the direction says."""

    __tablename__ = "payment"
    __table_args__ = (
        code_check("direction", PaymentDirection),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("not_before IS NULL OR not_before >= received_on", name="deferred_later"),
        UniqueConstraint("company_id", "reference"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    agency_id: Mapped[int] = refers_to("core.agency")
    customer_id: Mapped[int] = refers_to("crm.customer")
    payment_method_id: Mapped[int] = refers_to("payments.payment_method")
    bank_account_id: Mapped[int | None] = refers_to("payments.bank_account")
    reference: Mapped[str]
    direction: Mapped[str] = mapped_column(server_default="received")
    received_on: Mapped[date] = mapped_column(index=True)
    amount: Mapped[Money]
    cheque_number: Mapped[str | None]
    cheque_bank: Mapped[str | None]
    not_before: Mapped[date | None]
    is_down_payment: Mapped[bool] = mapped_column(server_default=text("false"))
    note: Mapped[str | None]


class PaymentCancellation(Keyed, Base):
    """A payment undone (bounced cheque, typing error): why, when, by whom. The payment itself stays."""

    __tablename__ = "payment_cancellation"
    __table_args__ = (UniqueConstraint("payment_id"), {"schema": SCHEMA})

    payment_id: Mapped[int] = refers_to("payments.payment", index=False)
    canceled_on: Mapped[date]
    reason: Mapped[str]
    by_id: Mapped[int | None] = refers_to("identity.app_user")
