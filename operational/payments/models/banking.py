"""Bank accounts, cheque deposit slips and SEPA direct debits."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Money, Public
from operational.core.ddl import code_check, paired, refers_to
from operational.payments.types import DebitSequence

SCHEMA = "payments"


class BankAccount(Keyed, Base):
    """A bank account of the company."""

    __tablename__ = "bank_account"
    __table_args__ = (UniqueConstraint("company_id", "iban"), {"schema": SCHEMA})

    company_id: Mapped[int] = refers_to("core.company")
    label: Mapped[str]
    iban: Mapped[str]
    bic: Mapped[str | None]
    account_number: Mapped[str] = mapped_column(server_default="512000")
    sepa_creditor_id: Mapped[str | None]


class DepositSlip(Public, Base):
    """Cheques brought to the bank together; its total is the sum of its cheques."""

    __tablename__ = "deposit_slip"
    __table_args__ = (
        CheckConstraint("total >= 0", name="total_not_negative"),
        CheckConstraint("issued_at IS NULL OR total > 0", name="issued_not_empty"),
        paired("issued_at", "reference"),
        UniqueConstraint("company_id", "reference"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    bank_account_id: Mapped[int] = refers_to("payments.bank_account")
    reference: Mapped[str | None]
    deposited_on: Mapped[date]
    total: Mapped[Money] = mapped_column(server_default="0")
    issued_at: Mapped[Instant | None]


class DepositSlipLine(Keyed, Base):
    """A cheque in a slip; a cheque enters at most one slip, and none before its date."""

    __tablename__ = "deposit_slip_line"
    __table_args__ = (UniqueConstraint("payment_id"), {"schema": SCHEMA})

    deposit_slip_id: Mapped[int] = refers_to("payments.deposit_slip", cascade=True)
    payment_id: Mapped[int] = refers_to("payments.payment", index=False)


class DirectDebitMandate(Keyed, Base):
    """A customer's signed permission to debit an account (SEPA)."""

    __tablename__ = "direct_debit_mandate"
    __table_args__ = (
        UniqueConstraint("reference"),
        CheckConstraint("char_length(reference) <= 35", name="reference_length"),
        code_check("scheme", ["CORE", "B2B"]),
        {"schema": SCHEMA},
    )

    customer_id: Mapped[int] = refers_to("crm.customer")
    reference: Mapped[str]
    scheme: Mapped[str] = mapped_column(server_default="CORE")
    iban: Mapped[str]
    bic: Mapped[str | None]
    signed_on: Mapped[date]
    last_used_on: Mapped[date | None]
    revoked_on: Mapped[date | None]


class DirectDebitBatch(Public, Base):
    """A file of direct debits sent to the bank."""

    __tablename__ = "direct_debit_batch"
    __table_args__ = (UniqueConstraint("company_id", "reference"), {"schema": SCHEMA})

    company_id: Mapped[int] = refers_to("core.company")
    bank_account_id: Mapped[int] = refers_to("payments.bank_account")
    reference: Mapped[str]
    collect_on: Mapped[date]
    sent_at: Mapped[Instant | None]


class DirectDebit(Keyed, Base):
    """One debit of a batch, and the payment it made or the reason it was rejected."""

    __tablename__ = "direct_debit"
    __table_args__ = (
        code_check("sequence", DebitSequence),
        CheckConstraint("amount > 0", name="amount_positive"),
        paired("rejected_on", "reject_reason"),
        {"schema": SCHEMA},
    )

    direct_debit_batch_id: Mapped[int] = refers_to("payments.direct_debit_batch")
    mandate_id: Mapped[int] = refers_to("payments.direct_debit_mandate")
    sequence: Mapped[str]
    amount: Mapped[Money]
    end_to_end_id: Mapped[str]
    payment_id: Mapped[int | None] = refers_to("payments.payment")
    rejected_on: Mapped[date | None]
    reject_reason: Mapped[str | None]
