"""Journal entries, their lines, and the matching of what is owed with what was paid."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Money, Public
from operational.core.ddl import gapless, ordered, paired, previous_number, refers_to

SCHEMA = "accounting"
SOURCES = (
    "invoice_id",
    "payment_id",
    "payment_cancellation_id",
    "deposit_slip_id",
    "supplier_invoice_id",
    "supplier_payment_id",
    "till_closing_id",
    "cash_book_entry_id",
)
"""What an entry may come from: each is entered at most once."""


class JournalEntry(Public, Base):
    """An entry of a journal: a draft until validated, then numbered and never changed.

    Numbers run without gap over a fiscal year, in the order of validation. `amount` is the sum of
    its debits and of its credits. A validated entry is undone by one that reverses it.
    """

    __tablename__ = "journal_entry"
    __table_args__ = (
        *gapless("accounting.journal_entry", "fiscal_year_id"),
        CheckConstraint("amount > 0", name="amount_positive"),
        paired("validated_at", "validated_by_id"),
        paired("number", "validated_at"),
        CheckConstraint(f"num_nonnulls({', '.join(SOURCES)}) <= 1", name="one_source"),
        *(UniqueConstraint(source) for source in SOURCES),
        UniqueConstraint("reverses_id"),
        CheckConstraint("btrim(piece_reference) <> ''", name="piece_reference_given"),
        CheckConstraint("reverses_id <> id", name="reverses_another"),
        Index(None, "entry_date", "journal_id"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    agency_id: Mapped[int | None] = refers_to("core.agency")
    journal_id: Mapped[int] = refers_to("accounting.journal")
    fiscal_year_id: Mapped[int] = refers_to("core.fiscal_year", index=False)
    number: Mapped[int | None]
    previous_number: Mapped[int | None] = previous_number()
    entry_date: Mapped[date]
    label: Mapped[str]
    piece_reference: Mapped[str]
    piece_date: Mapped[date]
    amount: Mapped[Money]
    validated_at: Mapped[Instant | None]
    validated_by_id: Mapped[int | None] = refers_to("identity.app_user")
    reverses_id: Mapped[int | None] = refers_to("accounting.journal_entry", index=False)
    invoice_id: Mapped[int | None] = refers_to("sales.invoice", index=False)
    payment_id: Mapped[int | None] = refers_to("payments.payment", index=False)
    payment_cancellation_id: Mapped[int | None] = refers_to(
        "payments.payment_cancellation", index=False
    )
    deposit_slip_id: Mapped[int | None] = refers_to("payments.deposit_slip", index=False)
    supplier_invoice_id: Mapped[int | None] = refers_to("purchasing.supplier_invoice", index=False)
    supplier_payment_id: Mapped[int | None] = refers_to("purchasing.supplier_payment", index=False)
    till_closing_id: Mapped[int | None] = refers_to("till.till_closing", index=False)
    cash_book_entry_id: Mapped[int | None] = refers_to("till.cash_book_entry", index=False)


class EntryLine(Keyed, Base):
    """A debit or a credit of an account in an entry, for a party where the account has a subledger."""

    __tablename__ = "entry_line"
    __table_args__ = (
        UniqueConstraint("journal_entry_id", "position"),
        CheckConstraint("debit >= 0 AND credit >= 0", name="amounts_not_negative"),
        CheckConstraint("(debit = 0) <> (credit = 0)", name="debit_xor_credit"),
        {"schema": SCHEMA},
    )

    journal_entry_id: Mapped[int] = refers_to(
        "accounting.journal_entry", cascade=True, index=False
    )
    position: Mapped[int]
    account_id: Mapped[int] = refers_to("accounting.account")
    party_id: Mapped[int | None] = refers_to("crm.party")
    label: Mapped[str]
    debit: Mapped[Money] = mapped_column(server_default="0")
    credit: Mapped[Money] = mapped_column(server_default="0")
    due_on: Mapped[date | None]


class Matching(Keyed, Base):
    """Lines of an account (and party) that pay each other, under a letter code.

    `completed_on` is set when they sum to zero; a partial matching waits for the rest.
    """

    __tablename__ = "matching"
    __table_args__ = (
        UniqueConstraint("account_id", "party_id", "code", postgresql_nulls_not_distinct=True),
        CheckConstraint("code ~ '^[A-Z]{1,4}$'", name="code_letters"),
        ordered("matched_on", "completed_on"),
        {"schema": SCHEMA},
    )

    account_id: Mapped[int] = refers_to("accounting.account", index=False)
    party_id: Mapped[int | None] = refers_to("crm.party")
    code: Mapped[str]
    matched_on: Mapped[date]
    by_id: Mapped[int | None] = refers_to("identity.app_user")
    completed_on: Mapped[date | None]


class MatchingLine(Keyed, Base):
    """A line in a matching; a line is in one at most."""

    __tablename__ = "matching_line"
    __table_args__ = (UniqueConstraint("entry_line_id"), {"schema": SCHEMA})

    matching_id: Mapped[int] = refers_to("accounting.matching", cascade=True)
    entry_line_id: Mapped[int] = refers_to("accounting.entry_line", index=False)
