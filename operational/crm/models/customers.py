"""Customer and supplier roles of a party, and what classifies them."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Money, Public
from operational.core.ddl import code_check, refers_to
from operational.crm.types import CustomerStage

SCHEMA = "crm"


class CustomerStatus(Keyed, Base):
    """A commercial status (private, trade, authority…): it decides the markup and filters figures."""

    __tablename__ = "customer_status"
    __table_args__ = (UniqueConstraint("code"), {"schema": SCHEMA})

    code: Mapped[str]
    label: Mapped[str]
    is_professional: Mapped[bool] = mapped_column(server_default=text("false"))
    archived_at: Mapped[Instant | None]


class LeadSource(Keyed, Base):
    """Where a prospect came from (trade fair, web site, recommendation…)."""

    __tablename__ = "lead_source"
    __table_args__ = (UniqueConstraint("code"), {"schema": SCHEMA})

    code: Mapped[str]
    label: Mapped[str]
    archived_at: Mapped[Instant | None]


class Customer(Public, Base):
    """The customer role of a party in a company, prospect first."""

    __tablename__ = "customer"
    __table_args__ = (
        code_check("stage", CustomerStage),
        CheckConstraint("stage = 'prospect' OR customer_since IS NOT NULL", name="customer_dated"),
        CheckConstraint("credit_limit >= 0", name="credit_limit_not_negative"),
        UniqueConstraint("company_id", "reference"),
        UniqueConstraint("party_id", "company_id"),
        UniqueConstraint("company_id", "subledger_account"),
        {"schema": SCHEMA},
    )

    party_id: Mapped[int] = refers_to("crm.party")
    company_id: Mapped[int] = refers_to("core.company")
    agency_id: Mapped[int] = refers_to("core.agency")
    reference: Mapped[str]
    subledger_account: Mapped[str | None]
    stage: Mapped[str] = mapped_column(server_default="prospect")
    prospect_since: Mapped[date] = mapped_column(index=True)
    customer_since: Mapped[date | None]
    customer_status_id: Mapped[int | None] = refers_to("crm.customer_status")
    lead_source_id: Mapped[int | None] = refers_to("crm.lead_source")
    salesperson_id: Mapped[int | None] = refers_to("crm.employee")
    account_owner_id: Mapped[int | None] = refers_to("crm.employee")
    payer_id: Mapped[int | None] = refers_to("crm.customer")
    credit_limit: Mapped[Money | None]
    dunning_blocked_reason: Mapped[str | None]
    archived_at: Mapped[Instant | None]


class Supplier(Public, Base):
    """The supplier role of a party in a company."""

    __tablename__ = "supplier"
    __table_args__ = (
        UniqueConstraint("company_id", "reference"),
        UniqueConstraint("party_id", "company_id"),
        CheckConstraint("lead_time_days >= 0", name="lead_time_not_negative"),
        {"schema": SCHEMA},
    )

    party_id: Mapped[int] = refers_to("crm.party")
    company_id: Mapped[int] = refers_to("core.company")
    reference: Mapped[str]
    subledger_account: Mapped[str | None]
    lead_time_days: Mapped[int | None]
    minimum_order_net: Mapped[Money | None]
    archived_at: Mapped[Instant | None]


class Tag(Keyed, Base):
    """A free label put on parties."""

    __tablename__ = "tag"
    __table_args__ = (UniqueConstraint("name"), {"schema": SCHEMA})

    name: Mapped[str]


class PartyTag(Keyed, Base):
    """A label on a party."""

    __tablename__ = "party_tag"
    __table_args__ = (UniqueConstraint("party_id", "tag_id"), {"schema": SCHEMA})

    party_id: Mapped[int] = refers_to("crm.party")
    tag_id: Mapped[int] = refers_to("crm.tag")
