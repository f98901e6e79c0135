"""Tables of the quotes."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Public, Rate
from operational.core.ddl import code_check, refers_to, unique_where
from operational.sales.columns import (
    SCHEMA,
    Component,
    DocumentTotals,
    Frozen,
    LineContent,
    VatBreakdown,
    line_checks,
    totals_checks,
    vat_checks,
)
from operational.sales.quotes.types import QuoteState


class Quote(Public, DocumentTotals, Frozen, Base):
    """One revision of an offer; the revisions of an offer share `root_id`."""

    __tablename__ = "quote"
    __table_args__ = (
        code_check("state", QuoteState),
        *totals_checks(),
        CheckConstraint("state = 'draft' OR sent_on IS NOT NULL", name="sent_dated"),
        CheckConstraint("sent_on IS NULL OR first_sent_on <= sent_on", name="first_sent_before"),
        CheckConstraint("(state = 'accepted') = (accepted_on IS NOT NULL)", name="accepted_dated"),
        CheckConstraint("(state = 'refused') = (refused_on IS NOT NULL)", name="refused_dated"),
        CheckConstraint(
            "refused_on IS NULL OR refusal_reason IS NOT NULL", name="refusal_explained"
        ),
        CheckConstraint("revision >= 1", name="revision_positive"),
        UniqueConstraint("company_id", "reference", "revision"),
        unique_where("uq_quote_one_accepted", "state = 'accepted'", "root_id"),
        Index(None, "first_sent_on"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    agency_id: Mapped[int] = refers_to("core.agency")
    customer_id: Mapped[int] = refers_to("crm.customer")
    contact_id: Mapped[int | None] = refers_to("crm.contact")
    site_id: Mapped[int | None] = refers_to("crm.site")
    project_id: Mapped[int | None] = refers_to("projects.project")
    salesperson_id: Mapped[int | None] = refers_to("crm.employee")
    reference: Mapped[str]
    root_id: Mapped[int | None] = refers_to("sales.quote")
    revision: Mapped[int] = mapped_column(server_default="1")
    title: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="draft")
    drafted_on: Mapped[date]
    first_sent_on: Mapped[date | None]
    sent_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    accepted_on: Mapped[date | None]
    refused_on: Mapped[date | None]
    refusal_reason: Mapped[str | None]
    follow_up_on: Mapped[date | None]
    discount_rate: Mapped[Rate] = mapped_column(server_default="0")
    down_payment_rate: Mapped[Rate] = mapped_column(server_default="0")
    payment_terms_id: Mapped[int | None] = refers_to("payments.payment_terms")
    is_template: Mapped[bool] = mapped_column(server_default=text("false"))


class QuoteLine(Keyed, LineContent, Base):
    """A line of a quote; an option or a variant counts only once chosen."""

    __tablename__ = "quote_line"
    __table_args__ = (
        *line_checks(),
        CheckConstraint("is_option OR is_chosen", name="only_options_unchosen"),
        UniqueConstraint("quote_id", "position", deferrable=True, initially="DEFERRED"),
        {"schema": SCHEMA},
    )

    quote_id: Mapped[int] = refers_to("sales.quote", cascade=True)
    is_option: Mapped[bool] = mapped_column(server_default=text("false"))
    is_chosen: Mapped[bool] = mapped_column(server_default=text("true"))
    variant_group: Mapped[str | None]


class QuoteLineComponent(Keyed, Component, Base):
    """One exploded component of an assembly line of a quote."""

    __tablename__ = "quote_line_component"
    __table_args__ = (UniqueConstraint("quote_line_id", "path"), {"schema": SCHEMA})

    quote_line_id: Mapped[int] = refers_to("sales.quote_line", cascade=True)


class QuoteVat(Keyed, VatBreakdown, Base):
    """The net and the VAT of a quote at one rate."""

    __tablename__ = "quote_vat"
    __table_args__ = (
        *vat_checks(),
        UniqueConstraint("quote_id", "vat_category", "vat_percentage"),
        {"schema": SCHEMA},
    )

    quote_id: Mapped[int] = refers_to("sales.quote", cascade=True)


class QuoteSignature(Keyed, Base):
    """Who accepted a quote, when, from where, and the hash of what was signed."""

    __tablename__ = "quote_signature"
    __table_args__ = (UniqueConstraint("quote_id"), {"schema": SCHEMA})

    quote_id: Mapped[int] = refers_to("sales.quote", index=False)
    signature_id: Mapped[int] = refers_to("documents.signature")
    signed_at: Mapped[Instant]
