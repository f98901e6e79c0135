"""What is declared to the tax office: VAT returns and electronic reports."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.accounting.types import ReportFlow, ReturnState, SupplyCategory
from operational.catalog.types import VatCategory
from operational.core.columns import Base, Instant, Keyed, Money, Public, Rate
from operational.core.ddl import code_check, not_negative, paired, refers_to

SCHEMA = "accounting"
FILED_CHECKS = (
    code_check("state", ReturnState),
    CheckConstraint("period_end >= period_start", name="period_end_after_period_start"),
    paired("filed_at", "filed_by_id"),
    CheckConstraint("(state = 'filed') = (filed_at IS NOT NULL)", name="filed_dated"),
)


class VatReturn(Public, Base):
    """The VAT a company declares for a period; filed, it never changes."""

    __tablename__ = "vat_return"
    __table_args__ = (
        *FILED_CHECKS,
        ExcludeConstraint(
            ("company_id", "="),
            (text("daterange(period_start, period_end, '[]')"), "&&"),
            name="ex_vat_return_overlap",
        ),
        UniqueConstraint("journal_entry_id"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company", index=False)
    period_start: Mapped[date]
    period_end: Mapped[date]
    state: Mapped[str] = mapped_column(server_default="draft")
    filed_at: Mapped[Instant | None]
    filed_by_id: Mapped[int | None] = refers_to("identity.app_user")
    journal_entry_id: Mapped[int | None] = refers_to("accounting.journal_entry", index=False)


class VatReturnLine(Keyed, Base):
    """A box of the VAT form: the base, where it has one, and the VAT."""

    __tablename__ = "vat_return_line"
    __table_args__ = (UniqueConstraint("vat_return_id", "box"), {"schema": SCHEMA})

    vat_return_id: Mapped[int] = refers_to("accounting.vat_return", cascade=True, index=False)
    box: Mapped[str]
    net: Mapped[Money | None]
    vat: Mapped[Money]


class ElectronicReport(Public, Base):
    """What the 2026 reform wants reported of sales to consumers, or of payments, for a period."""

    __tablename__ = "electronic_report"
    __table_args__ = (
        *FILED_CHECKS,
        code_check("flow", ReportFlow),
        ExcludeConstraint(
            ("company_id", "="),
            ("flow", "="),
            (text("daterange(period_start, period_end, '[]')"), "&&"),
            name="ex_electronic_report_overlap",
        ),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company", index=False)
    flow: Mapped[str]
    period_start: Mapped[date]
    period_end: Mapped[date]
    state: Mapped[str] = mapped_column(server_default="draft")
    filed_at: Mapped[Instant | None]
    filed_by_id: Mapped[int | None] = refers_to("identity.app_user")
    file_id: Mapped[int | None] = refers_to("documents.file")


class ElectronicReportLine(Keyed, Base):
    """A day of an electronic report, for a category of supply and a VAT rate."""

    __tablename__ = "electronic_report_line"
    __table_args__ = (
        UniqueConstraint(
            "electronic_report_id",
            "day",
            "supply_category",
            "vat_category",
            "vat_percentage",
            name="uq_electronic_report_line_cell",
        ),
        code_check("supply_category", SupplyCategory),
        code_check("vat_category", VatCategory),
        *not_negative("document_count"),
        {"schema": SCHEMA},
    )

    electronic_report_id: Mapped[int] = refers_to(
        "accounting.electronic_report", cascade=True, index=False
    )
    day: Mapped[date]
    supply_category: Mapped[str]
    vat_category: Mapped[str] = mapped_column(server_default="S")
    vat_percentage: Mapped[Rate]
    document_count: Mapped[int]
    net: Mapped[Money]
    vat: Mapped[Money]
