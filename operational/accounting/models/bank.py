"""Bank statements and their reconciliation with the books."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from operational.core.columns import Base, Instant, Keyed, Money, Public
from operational.core.ddl import refers_to

SCHEMA = "accounting"


class BankStatement(Public, Base):
    """A statement of a bank account; its lines carry the opening balance to the closing one."""

    __tablename__ = "bank_statement"
    __table_args__ = (
        UniqueConstraint("bank_account_id", "reference"),
        CheckConstraint("ends_on >= starts_on", name="ends_on_after_starts_on"),
        {"schema": SCHEMA},
    )

    bank_account_id: Mapped[int] = refers_to("payments.bank_account", index=False)
    reference: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    opening_balance: Mapped[Money]
    closing_balance: Mapped[Money]
    file_id: Mapped[int | None] = refers_to("documents.file")


class BankStatementLine(Keyed, Base):
    """A movement of a statement: positive when money came in."""

    __tablename__ = "bank_statement_line"
    __table_args__ = (
        UniqueConstraint("bank_statement_id", "position"),
        CheckConstraint("amount <> 0", name="amount_given"),
        {"schema": SCHEMA},
    )

    bank_statement_id: Mapped[int] = refers_to(
        "accounting.bank_statement", cascade=True, index=False
    )
    position: Mapped[int]
    booked_on: Mapped[date]
    value_on: Mapped[date | None]
    label: Mapped[str]
    bank_reference: Mapped[str | None]
    counterparty_iban: Mapped[str | None]
    amount: Mapped[Money]


class BankReconciliation(Keyed, Base):
    """A line of the books seen on a statement; one statement line may cover several of them."""

    __tablename__ = "bank_reconciliation"
    __table_args__ = (UniqueConstraint("entry_line_id"), {"schema": SCHEMA})

    bank_statement_line_id: Mapped[int] = refers_to("accounting.bank_statement_line")
    entry_line_id: Mapped[int] = refers_to("accounting.entry_line", index=False)
    reconciled_at: Mapped[Instant]
    by_id: Mapped[int | None] = refers_to("identity.app_user")
