"""Company, agencies, numbering, and the technical ledgers (changes, audit, outbox)."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Key, Keyed, Payload, Public
from operational.core.ddl import code_check, ordered, paired, refers_to
from operational.core.types import ChangeOperation, OutboxStatus

SCHEMA = "core"


class Company(Public, Base):
    """A legal entity: the seller printed on documents, and the scope of every number series."""

    __tablename__ = "company"
    __table_args__ = (
        CheckConstraint("siren ~ '^[0-9]{9}$'", name="siren_nine_digits"),
        CheckConstraint("fiscal_year_start_month BETWEEN 1 AND 12", name="fiscal_month_known"),
        {"schema": SCHEMA},
    )

    name: Mapped[str] = mapped_column(unique=True)
    legal_form: Mapped[str | None]
    siren: Mapped[str | None]
    vat_number: Mapped[str | None]
    naf: Mapped[str | None]
    time_zone: Mapped[str] = mapped_column(server_default="Europe/Paris")
    fiscal_year_start_month: Mapped[int] = mapped_column(server_default="1")


class Agency(Public, Base):
    """A place of business of a company: a dimension of every figure and a scope of rights."""

    __tablename__ = "agency"
    __table_args__ = (UniqueConstraint("company_id", "code"), {"schema": SCHEMA})

    company_id: Mapped[int] = refers_to("core.company")
    code: Mapped[str]
    name: Mapped[str]
    siret: Mapped[str | None]
    address: Mapped[str | None]
    postal_code: Mapped[str | None]
    city: Mapped[str | None]
    archived_at: Mapped[Instant | None]


class FiscalYear(Keyed, Base):
    """An accounting year of a company; the years of a company never overlap."""

    __tablename__ = "fiscal_year"
    __table_args__ = (
        ordered("starts_on", "ends_on"),
        UniqueConstraint("company_id", "code"),
        ExcludeConstraint(
            ("company_id", "="),
            (text("daterange(starts_on, ends_on, '[]')"), "&&"),
            name="ex_fiscal_year_overlap",
        ),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    code: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    closed_at: Mapped[Instant | None]


class Parameter(Keyed, Base):
    """A setting of a company over a range of dates (for example `lost_after_months`)."""

    __tablename__ = "parameter"
    __table_args__ = (
        ordered("valid_from", "valid_to"),
        ExcludeConstraint(
            ("company_id", "="),
            ("code", "="),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="ex_parameter_overlap",
        ),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    code: Mapped[str]
    value: Mapped[Any] = mapped_column(JSONB)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class LegalMention(Keyed, Base):
    """A sentence the law asks for on documents, over a range of dates."""

    __tablename__ = "legal_mention"
    __table_args__ = (
        ordered("valid_from", "valid_to"),
        ExcludeConstraint(
            ("code", "="),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="ex_legal_mention_overlap",
        ),
        {"schema": SCHEMA},
    )

    code: Mapped[str]
    wording: Mapped[str]
    legal_reference: Mapped[str | None]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class NumberSeries(Keyed, Base):
    """The next number of a company, kind of document and fiscal year; taken under a row lock."""

    __tablename__ = "number_series"
    __table_args__ = (
        UniqueConstraint("company_id", "kind", "fiscal_year"),
        CheckConstraint("next_number >= 1", name="next_number_positive"),
        CheckConstraint("prefix ~ '^[A-Za-z0-9+_/-]{0,24}$'", name="prefix_allowed"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    kind: Mapped[str]
    fiscal_year: Mapped[int]
    prefix: Mapped[str]
    next_number: Mapped[int] = mapped_column(server_default="1")
    last_date: Mapped[date | None]


class Change(Base):
    """A row that changed, for the warehouse; written by triggers, read once by a load."""

    __tablename__ = "change"
    __table_args__ = (
        code_check("operation", ChangeOperation),
        CheckConstraint("(operation = 'R') = (row_id IS NULL)", name="row_unless_reload"),
        Index(None, "xid", "table_name"),
        {"schema": SCHEMA},
    )

    id: Mapped[Key]
    xid: Mapped[int] = mapped_column(server_default=text("pg_current_xact_id()::text::bigint"))
    table_name: Mapped[str]
    row_id: Mapped[int | None]
    operation: Mapped[str]


class AuditEntry(Base):
    """Who changed which row, when, and what it was before; written by triggers, never changed."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        code_check("operation", ["I", "U", "D"]),
        Index(None, "table_name", "row_id"),
        {"schema": SCHEMA},
    )

    id: Mapped[Key]
    at: Mapped[Instant] = mapped_column(server_default=func.now())
    by_user_id: Mapped[int | None]
    table_name: Mapped[str]
    row_id: Mapped[int]
    operation: Mapped[str]
    before: Mapped[Payload | None]
    after: Mapped[Payload | None]


class OutboxMessage(Public, Base):
    """Something to tell the slow world (PDF, mail, SMS), written with the fact that caused it."""

    __tablename__ = "outbox_message"
    __table_args__ = (
        code_check("status", OutboxStatus),
        paired("claimed_at", "claimed_by"),
        Index(None, "status", "next_attempt_at"),
        {"schema": SCHEMA},
    )

    topic: Mapped[str]
    payload: Mapped[Payload]
    deduplication_key: Mapped[str | None] = mapped_column(unique=True)
    status: Mapped[str] = mapped_column(server_default="pending")
    attempts: Mapped[int] = mapped_column(server_default="0")
    next_attempt_at: Mapped[Instant] = mapped_column(server_default=func.now())
    claimed_at: Mapped[Instant | None]
    claimed_by: Mapped[str | None]
    last_error: Mapped[str | None]
    done_at: Mapped[Instant | None]


class JobRun(Keyed, Base):
    """A scheduled job that ran for a business date: the row that makes it happen once."""

    __tablename__ = "job_run"
    __table_args__ = (UniqueConstraint("job", "business_date"), {"schema": SCHEMA})

    job: Mapped[str]
    business_date: Mapped[date]
    finished_at: Mapped[Instant | None]
    result: Mapped[Payload | None]


class IdempotencyKey(Keyed, Base):
    """A key a client gave with a request, and the answer it got: the same key, the same answer."""

    __tablename__ = "idempotency_key"
    __table_args__ = (UniqueConstraint("scope", "key"), {"schema": SCHEMA})

    scope: Mapped[str]
    key: Mapped[str]
    request_hash: Mapped[str]
    response: Mapped[Payload | None]


class ImportRun(Public, Base):
    """One run of an import: what was read, written and refused, and by whom."""

    __tablename__ = "import_run"
    __table_args__ = (
        CheckConstraint("rows_read >= 0", name="rows_read_not_negative"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    source: Mapped[str]
    finished_at: Mapped[Instant | None]
    rows_read: Mapped[int] = mapped_column(server_default="0")
    rows_written: Mapped[int] = mapped_column(server_default="0")
    rows_unchanged: Mapped[int] = mapped_column(server_default="0")
    rows_refused: Mapped[int] = mapped_column(server_default="0")


class ImportedRow(Keyed, Base):
    """Which row a source's row became: what makes a second import change nothing."""

    __tablename__ = "imported_row"
    __table_args__ = (
        UniqueConstraint("company_id", "source", "layout", "source_key"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    source: Mapped[str]
    layout: Mapped[str]
    source_key: Mapped[str]
    content_hash: Mapped[str]
    row_id: Mapped[int]
    import_run_id: Mapped[int] = mapped_column(ForeignKey("core.import_run.id"))


class PublicHoliday(Keyed, Base):
    """A day off for everyone, nationwide or in a department."""

    __tablename__ = "public_holiday"
    __table_args__ = (
        UniqueConstraint("day", "department", postgresql_nulls_not_distinct=True),
        {"schema": SCHEMA},
    )

    day: Mapped[date]
    name: Mapped[str]
    department: Mapped[str | None]
