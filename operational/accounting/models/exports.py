"""What leaves for the accountant's software or the tax office, and that it left once."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Money, Payload, Public
from operational.core.ddl import not_negative, paired, refers_to, unique_where

SCHEMA = "accounting"


class ExportFormat(Keyed, Base):
    """A layout of accounting file, described as data: columns, widths, separators, encoding."""

    __tablename__ = "export_format"
    __table_args__ = (UniqueConstraint("code"), {"schema": SCHEMA})

    code: Mapped[str]
    label: Mapped[str]
    software: Mapped[str | None]
    layout: Mapped[Payload]
    is_custom: Mapped[bool] = mapped_column(server_default=text("false"))
    archived_at: Mapped[Instant | None]


class ExportBatch(Public, Base):
    """One export of validated entries in a format; it may be canceled whole or piece by piece."""

    __tablename__ = "export_batch"
    __table_args__ = (
        CheckConstraint("period_end >= period_start", name="period_end_after_period_start"),
        *not_negative("entry_count", "debit_total"),
        CheckConstraint(
            "num_nonnulls(canceled_at, canceled_by_id, cancel_reason) IN (0, 3)",
            name="canceled_whole",
        ),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    export_format_id: Mapped[int] = refers_to("accounting.export_format")
    period_start: Mapped[date]
    period_end: Mapped[date]
    by_id: Mapped[int] = refers_to("identity.app_user")
    file_id: Mapped[int | None] = refers_to("documents.file")
    entry_count: Mapped[int]
    debit_total: Mapped[Money]
    canceled_at: Mapped[Instant | None]
    canceled_by_id: Mapped[int | None] = refers_to("identity.app_user")
    cancel_reason: Mapped[str | None]


class ExportBatchEntry(Keyed, Base):
    """An entry in an export; it is in one at most, unless taken back."""

    __tablename__ = "export_batch_entry"
    __table_args__ = (
        UniqueConstraint("export_batch_id", "journal_entry_id"),
        unique_where("uq_export_batch_entry_once", "canceled_at IS NULL", "journal_entry_id"),
        paired("canceled_at", "canceled_by_id"),
        {"schema": SCHEMA},
    )

    export_batch_id: Mapped[int] = refers_to("accounting.export_batch", index=False)
    journal_entry_id: Mapped[int] = refers_to("accounting.journal_entry")
    canceled_at: Mapped[Instant | None]
    canceled_by_id: Mapped[int | None] = refers_to("identity.app_user")


class FecExport(Public, Base):
    """A FEC produced for a fiscal year: by whom, of how many entries, in which file."""

    __tablename__ = "fec_export"
    __table_args__ = (
        CheckConstraint("siren ~ '^[0-9]{9}$'", name="siren_nine_digits"),
        *not_negative("entry_count", "line_count", "last_number", "debit_total"),
        {"schema": SCHEMA},
    )

    fiscal_year_id: Mapped[int] = refers_to("core.fiscal_year")
    siren: Mapped[str]
    closes_on: Mapped[date]
    by_id: Mapped[int] = refers_to("identity.app_user")
    file_id: Mapped[int] = refers_to("documents.file")
    entry_count: Mapped[int]
    line_count: Mapped[int]
    last_number: Mapped[int]
    debit_total: Mapped[Money]
