"""What surrounds the receipts of a till: events, closings and archives, sealed like them."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.catalog.types import VatCategory
from operational.core.columns import Base, Keyed, Money, Payload, Public, Rate
from operational.core.ddl import code_check, not_negative, ordered, refers_to
from operational.till.models.chain import SCHEMA, Sealed, sealed
from operational.till.types import ClosingKind, TillEventKind


class TillEvent(Keyed, Sealed, Base):
    """Something that happened at a till besides sales; the n-th print of a receipt is one."""

    __tablename__ = "till_event"
    __table_args__ = (
        *sealed("till_event", "till_id"),
        code_check("kind", TillEventKind),
        CheckConstraint(
            "(kind = 'receipt_printed') = (copy_number IS NOT NULL)", name="copy_numbered"
        ),
        CheckConstraint(
            "kind NOT IN ('receipt_printed', 'receipt_corrected') OR till_receipt_id IS NOT NULL",
            name="receipt_named",
        ),
        CheckConstraint("copy_number >= 1", name="copy_number_from_one"),
        UniqueConstraint("till_receipt_id", "copy_number"),
        {"schema": SCHEMA},
    )

    till_id: Mapped[int] = refers_to("till.till", index=False)
    kind: Mapped[str]
    by_id: Mapped[int | None] = refers_to("identity.app_user")
    till_receipt_id: Mapped[int | None] = refers_to("till.till_receipt", index=False)
    copy_number: Mapped[int | None]
    detail: Mapped[Payload] = mapped_column(server_default=text("'{}'"))


class TillClosing(Public, Sealed, Base):
    """The end of a day, month or year of a till: totals of the period and since the beginning.

    It covers the receipts after the previous closing of its kind, up to `last_receipt_number`
    (0: none so far); training receipts count in no total. `absolute` sums amounts without sign.
    """

    __tablename__ = "till_closing"
    __table_args__ = (
        *sealed("till_closing", "till_id", "kind"),
        code_check("kind", ClosingKind),
        ordered("period_start", "period_end"),
        CheckConstraint("kind <> 'daily' OR period_start = period_end", name="daily_is_a_day"),
        *not_negative("last_receipt_number", "receipt_count"),
        CheckConstraint("gross = net + vat", name="gross_sum"),
        CheckConstraint("absolute >= abs(gross)", name="absolute_at_least_gross"),
        ExcludeConstraint(
            ("till_id", "="),
            ("kind", "="),
            (text("daterange(period_start, period_end, '[]')"), "&&"),
            name="ex_till_closing_overlap",
        ),
        {"schema": SCHEMA},
    )

    till_id: Mapped[int] = refers_to("till.till", index=False)
    kind: Mapped[str]
    period_start: Mapped[date]
    period_end: Mapped[date]
    by_id: Mapped[int] = refers_to("identity.app_user")
    last_receipt_number: Mapped[int]
    receipt_count: Mapped[int]
    net: Mapped[Money]
    vat: Mapped[Money]
    gross: Mapped[Money]
    absolute: Mapped[Money]
    perpetual_gross: Mapped[Money]
    perpetual_absolute: Mapped[Money]


class TillClosingVat(Keyed, Base):
    """The totals of a closing at one VAT rate."""

    __tablename__ = "till_closing_vat"
    __table_args__ = (
        UniqueConstraint("till_closing_id", "vat_category", "vat_percentage"),
        code_check("vat_category", VatCategory),
        CheckConstraint("gross = net + vat", name="gross_sum"),
        {"schema": SCHEMA},
    )

    till_closing_id: Mapped[int] = refers_to("till.till_closing", index=False)
    vat_category: Mapped[str] = mapped_column(server_default="S")
    vat_percentage: Mapped[Rate]
    net: Mapped[Money]
    vat: Mapped[Money]
    gross: Mapped[Money]


class TillClosingPayment(Keyed, Base):
    """What a closing took by one means of payment."""

    __tablename__ = "till_closing_payment"
    __table_args__ = (
        UniqueConstraint("till_closing_id", "payment_method_id"),
        {"schema": SCHEMA},
    )

    till_closing_id: Mapped[int] = refers_to("till.till_closing", index=False)
    payment_method_id: Mapped[int] = refers_to("payments.payment_method")
    amount: Mapped[Money]


class TillArchive(Public, Sealed, Base):
    """A file with the sealed records of a till up to a closing, checked by a stand-alone program."""

    __tablename__ = "till_archive"
    __table_args__ = (
        *sealed("till_archive", "till_id"),
        ordered("period_start", "period_end"),
        {"schema": SCHEMA},
    )

    till_id: Mapped[int] = refers_to("till.till", index=False)
    period_start: Mapped[date]
    period_end: Mapped[date]
    till_closing_id: Mapped[int] = refers_to("till.till_closing")
    file_id: Mapped[int] = refers_to("documents.file")
    by_id: Mapped[int] = refers_to("identity.app_user")
