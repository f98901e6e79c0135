"""The electronic cash book: every movement of cash, with the balance it leaves."""

from datetime import date

from sqlalchemy import CheckConstraint, Computed, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Money, Payload, Public
from operational.core.ddl import (
    code_check,
    gapless,
    not_negative,
    previous_number,
    refers_to,
)
from operational.till.types import CashDirection, CashEntryKind

SCHEMA = "till"


class CashBook(Public, Base):
    """The cash of a place (a shop's safe, a drawer)."""

    __tablename__ = "cash_book"
    __table_args__ = (UniqueConstraint("company_id", "code"), {"schema": SCHEMA})

    company_id: Mapped[int] = refers_to("core.company")
    agency_id: Mapped[int] = refers_to("core.agency")
    code: Mapped[str]
    label: Mapped[str]
    archived_at: Mapped[Instant | None]


class CashBookEntry(Keyed, Base):
    """Cash in or out; numbered without gap, its balance carried from the entry before.

    The first entry is the opening. An error is undone by an opposite entry that names it.
    """

    __tablename__ = "cash_book_entry"
    __table_args__ = (
        *gapless("till.cash_book_entry", "cash_book_id", carried={"balance": "previous_balance"}),
        code_check("direction", CashDirection),
        code_check("kind", CashEntryKind),
        CheckConstraint("(number = 1) = (kind = 'opening')", name="opening_first"),
        CheckConstraint("number > 1 OR previous_balance = 0", name="opening_from_zero"),
        CheckConstraint("kind <> 'opening' OR direction = 'in'", name="opening_in"),
        CheckConstraint("amount > 0 OR kind = 'opening' AND amount = 0", name="amount_positive"),
        CheckConstraint(
            "balance = previous_balance + CASE direction WHEN 'in' THEN amount ELSE -amount END",
            name="balance_carried",
        ),
        *not_negative("balance"),
        CheckConstraint(
            "(kind = 'correction') = (corrected_entry_id IS NOT NULL)", name="correction_named"
        ),
        UniqueConstraint("corrected_entry_id"),
        UniqueConstraint("payment_id"),
        {"schema": SCHEMA},
    )

    cash_book_id: Mapped[int] = refers_to("till.cash_book", index=False)
    number: Mapped[int]
    previous_number: Mapped[int | None] = previous_number()
    entry_date: Mapped[date]
    kind: Mapped[str]
    direction: Mapped[str]
    amount: Mapped[Money]
    previous_balance: Mapped[Money]
    balance: Mapped[Money]
    label: Mapped[str]
    by_id: Mapped[int] = refers_to("identity.app_user")
    till_session_id: Mapped[int | None] = refers_to("till.till_session")
    payment_id: Mapped[int | None] = refers_to("payments.payment", index=False)
    bank_account_id: Mapped[int | None] = refers_to("payments.bank_account")
    corrected_entry_id: Mapped[int | None] = refers_to("till.cash_book_entry", index=False)
    receipt_file_id: Mapped[int | None] = refers_to("documents.file")


class CashCount(Keyed, Base):
    """Cash counted against the book, by denomination; a difference is explained, and entered."""

    __tablename__ = "cash_count"
    __table_args__ = (
        *not_negative("counted", "expected"),
        CheckConstraint(
            "difference = 0 OR difference_reason IS NOT NULL", name="difference_explained"
        ),
        {"schema": SCHEMA},
    )

    cash_book_id: Mapped[int] = refers_to("till.cash_book")
    counted_at: Mapped[Instant]
    by_id: Mapped[int] = refers_to("identity.app_user")
    expected: Mapped[Money]
    counted: Mapped[Money]
    difference: Mapped[Money] = mapped_column(
        Numeric(14, 2), Computed("counted - expected", persisted=True)
    )
    difference_reason: Mapped[str | None]
    denominations: Mapped[Payload | None]
    cash_book_entry_id: Mapped[int | None] = refers_to("till.cash_book_entry")
