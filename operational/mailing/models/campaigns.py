"""Campaigns: to whom, on what ground, saying what."""

from sqlalchemy import CheckConstraint, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Payload, Public
from operational.core.ddl import code_check, refers_to
from operational.mailing.types import (
    AudienceKind,
    CampaignState,
    ConsentBasis,
    MessageChannel,
    MessagePurpose,
)

SCHEMA = "mailing"


class MessageTemplate(Keyed, Base):
    """A text kept to be sent again (confirmation of an appointment, report, survey, campaign)."""

    __tablename__ = "message_template"
    __table_args__ = (
        UniqueConstraint("code"),
        code_check("channel", MessageChannel),
        code_check("purpose", MessagePurpose),
        CheckConstraint("(channel = 'email') = (subject IS NOT NULL)", name="subject_of_email"),
        {"schema": SCHEMA},
    )

    code: Mapped[str]
    label: Mapped[str]
    channel: Mapped[str]
    purpose: Mapped[str]
    subject: Mapped[str | None]
    body: Mapped[str]
    archived_at: Mapped[Instant | None]


class Audience(Public, Base):
    """The people a campaign is for: listed, or found by a filter when it leaves."""

    __tablename__ = "audience"
    __table_args__ = (
        UniqueConstraint("company_id", "label"),
        code_check("kind", AudienceKind),
        CheckConstraint("(kind = 'filter') = (query IS NOT NULL)", name="query_of_filter"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company", index=False)
    label: Mapped[str]
    kind: Mapped[str]
    query: Mapped[Payload | None]
    archived_at: Mapped[Instant | None]


class AudienceMember(Keyed, Base):
    """Somebody on a listed audience: a party, or one of its contacts; invoicing adds members too."""

    __tablename__ = "audience_member"
    __table_args__ = (
        UniqueConstraint(
            "audience_id", "party_id", "contact_id", postgresql_nulls_not_distinct=True
        ),
        {"schema": SCHEMA},
    )

    audience_id: Mapped[int] = refers_to("mailing.audience", cascade=True, index=False)
    party_id: Mapped[int] = refers_to("crm.party")
    contact_id: Mapped[int | None] = refers_to("crm.contact")
    invoice_id: Mapped[int | None] = refers_to("sales.invoice")
    added_at: Mapped[Instant] = mapped_column(server_default=func.now())


class Campaign(Public, Base):
    """A message written once and sent to an audience; its content is frozen when it leaves.

    A campaign sent again to those who have not read it names the first one (`resend_of_id`).
    Revenue is ascribed to it for `attribution_days` after a click, or by its coupon code.
    """

    __tablename__ = "campaign"
    __table_args__ = (
        code_check("channel", MessageChannel),
        code_check("state", CampaignState),
        code_check("consent_basis", ConsentBasis),
        CheckConstraint("(channel = 'email') = (subject IS NOT NULL)", name="subject_of_email"),
        CheckConstraint("channel <> 'sms' OR char_length(body) <= 140", name="sms_length"),
        CheckConstraint("channel <> 'sms' OR NOT tracks_opening", name="sms_untracked"),
        CheckConstraint(
            "state IN ('draft', 'canceled') OR consent_basis IS NOT NULL", name="basis_given"
        ),
        CheckConstraint(
            "NOT on_energy_renovation OR consent_basis = 'current_contract'",
            name="energy_renovation_to_current_contracts",
        ),
        CheckConstraint(
            "state <> 'scheduled' OR scheduled_at IS NOT NULL", name="scheduled_dated"
        ),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_dated"),
        CheckConstraint("attribution_days >= 0", name="attribution_days_not_negative"),
        CheckConstraint("resend_of_id <> id", name="resends_another"),
        UniqueConstraint("company_id", "coupon_code"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company", index=False)
    channel: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="draft")
    title: Mapped[str]
    subject: Mapped[str | None]
    body: Mapped[str]
    image_file_id: Mapped[int | None] = refers_to("documents.file")
    audience_id: Mapped[int | None] = refers_to("mailing.audience")
    consent_basis: Mapped[str | None]
    on_energy_renovation: Mapped[bool] = mapped_column(server_default=text("false"))
    tracks_opening: Mapped[bool] = mapped_column(server_default=text("false"))
    attribution_days: Mapped[int] = mapped_column(server_default="30")
    coupon_code: Mapped[str | None]
    resend_of_id: Mapped[int | None] = refers_to("mailing.campaign")
    by_id: Mapped[int] = refers_to("identity.app_user")
    tested_at: Mapped[Instant | None]
    scheduled_at: Mapped[Instant | None]
    sent_at: Mapped[Instant | None]


class CampaignLink(Keyed, Base):
    """A link of a campaign, whose clicks are counted."""

    __tablename__ = "campaign_link"
    __table_args__ = (UniqueConstraint("campaign_id", "position"), {"schema": SCHEMA})

    campaign_id: Mapped[int] = refers_to("mailing.campaign", cascade=True, index=False)
    position: Mapped[int]
    label: Mapped[str]
    url: Mapped[str]
