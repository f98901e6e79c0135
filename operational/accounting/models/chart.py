"""The chart of accounts, the journals, and which account a document goes to."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.accounting.types import (
    AccountKind,
    AccountUse,
    JournalKind,
    Subledger,
    VatUse,
)
from operational.catalog.types import VatCategory
from operational.core.columns import Base, Instant, Keyed, Rate
from operational.core.ddl import code_check, ordered, refers_to

SCHEMA = "accounting"


class Account(Keyed, Base):
    """An account of a company's chart; with a subledger, each of its lines names a party."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("company_id", "number"),
        code_check("kind", AccountKind),
        code_check("subledger", Subledger),
        CheckConstraint("number ~ '^[1-9][0-9]{2}[0-9A-Z]{0,17}$'", name="number_shaped"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company", index=False)
    number: Mapped[str]
    label: Mapped[str]
    kind: Mapped[str]
    subledger: Mapped[str | None]
    is_matched: Mapped[bool] = mapped_column(server_default=text("false"))
    archived_at: Mapped[Instant | None]


class Journal(Keyed, Base):
    """A journal of a company; a bank's journal belongs to one account."""

    __tablename__ = "journal"
    __table_args__ = (
        UniqueConstraint("company_id", "code"),
        code_check("kind", JournalKind),
        CheckConstraint("code ~ '^[A-Z0-9]{1,6}$'", name="code_shaped"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company", index=False)
    code: Mapped[str]
    label: Mapped[str]
    kind: Mapped[str]
    bank_account_id: Mapped[int | None] = refers_to("payments.bank_account")
    account_id: Mapped[int | None] = refers_to("accounting.account")
    archived_at: Mapped[Instant | None]


class AccountRule(Keyed, Base):
    """The account of a use, over a range of dates; the most precise rule wins.

    Item first, then family, then VAT rate; a rule without any is the general one.
    """

    __tablename__ = "account_rule"
    __table_args__ = (
        code_check("account_use", AccountUse),
        code_check("vat_category", VatCategory),
        ordered("valid_from", "valid_to"),
        CheckConstraint("num_nonnulls(item_id, item_family_id) <= 1", name="item_or_family"),
        ExcludeConstraint(
            ("company_id", "="),
            ("account_use", "="),
            (text("coalesce(item_id, 0)"), "="),
            (text("coalesce(item_family_id, 0)"), "="),
            (text("coalesce(vat_category, '')"), "="),
            (text("coalesce(vat_percentage, -1)"), "="),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="ex_account_rule_overlap",
        ),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company", index=False)
    account_use: Mapped[str]
    item_id: Mapped[int | None] = refers_to("catalog.item")
    item_family_id: Mapped[int | None] = refers_to("catalog.item_family")
    vat_category: Mapped[str | None]
    vat_percentage: Mapped[Rate | None]
    account_id: Mapped[int] = refers_to("accounting.account")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class VatAccount(Keyed, Base):
    """The account where VAT of a use and a rate is entered, over a range of dates."""

    __tablename__ = "vat_account"
    __table_args__ = (
        code_check("vat_use", VatUse),
        ordered("valid_from", "valid_to"),
        ExcludeConstraint(
            ("company_id", "="),
            ("vat_use", "="),
            ("vat_percentage", "="),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="ex_vat_account_overlap",
        ),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company", index=False)
    vat_use: Mapped[str]
    vat_percentage: Mapped[Rate]
    account_id: Mapped[int] = refers_to("accounting.account")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
