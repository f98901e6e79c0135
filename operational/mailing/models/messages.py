"""Messages one by one, what became of them, and who is not to be written to."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Public
from operational.core.ddl import code_check, refers_to, unique_where
from operational.mailing.types import (
    MessageChannel,
    MessageEventKind,
    MessagePurpose,
    MessageState,
    SkipReason,
    SuppressionReason,
    UnsubscriptionSource,
)

SCHEMA = "mailing"
SUBJECTS = (
    "campaign_id",
    "appointment_id",
    "intervention_report_id",
    "satisfaction_survey_id",
    "quote_id",
    "invoice_id",
)
"""What a message may be about."""


class Message(Public, Base):
    """One message to one address; its `public_id` is in its unsubscribe link and tracked links.

    `tracking_consent` is what the person had agreed to when it left. Subject and body are kept
    for single messages; those of a campaign are the campaign's.
    """

    __tablename__ = "message"
    __table_args__ = (
        code_check("channel", MessageChannel),
        code_check("purpose", MessagePurpose),
        code_check("state", MessageState),
        code_check("skip_reason", SkipReason),
        CheckConstraint(f"num_nonnulls({', '.join(SUBJECTS)}) <= 1", name="one_subject"),
        CheckConstraint("campaign_id IS NOT NULL OR body IS NOT NULL", name="body_given"),
        CheckConstraint("(state = 'skipped') = (skip_reason IS NOT NULL)", name="skip_explained"),
        CheckConstraint("address IS NOT NULL OR state = 'skipped'", name="address_given"),
        CheckConstraint(
            "state NOT IN ('sent', 'delivered', 'bounced') OR sent_at IS NOT NULL",
            name="sent_dated",
        ),
        CheckConstraint("(channel = 'sms') = (sms_parts IS NOT NULL)", name="parts_of_sms"),
        CheckConstraint("sms_parts >= 1", name="sms_parts_positive"),
        UniqueConstraint("campaign_id", "address"),
        Index(
            "uq_message_campaign_recipient",
            "campaign_id",
            "party_id",
            text("coalesce(contact_id, 0)"),
            unique=True,
        ),
        UniqueConstraint("id", "tracking_consent"),
        Index(None, "state", "created_at"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    channel: Mapped[str]
    purpose: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="queued")
    party_id: Mapped[int | None] = refers_to("crm.party")
    contact_id: Mapped[int | None] = refers_to("crm.contact")
    address: Mapped[str | None] = mapped_column(index=True)
    campaign_id: Mapped[int | None] = refers_to("mailing.campaign", index=False)
    message_template_id: Mapped[int | None] = refers_to("mailing.message_template")
    appointment_id: Mapped[int | None] = refers_to("planning.appointment")
    intervention_report_id: Mapped[int | None] = refers_to("service.intervention_report")
    satisfaction_survey_id: Mapped[int | None] = refers_to("service.satisfaction_survey")
    quote_id: Mapped[int | None] = refers_to("sales.quote")
    invoice_id: Mapped[int | None] = refers_to("sales.invoice")
    subject: Mapped[str | None]
    body: Mapped[str | None]
    tracking_consent: Mapped[bool] = mapped_column(server_default=text("false"))
    sms_parts: Mapped[int | None]
    sent_at: Mapped[Instant | None]
    provider_reference: Mapped[str | None] = mapped_column(index=True)
    skip_reason: Mapped[str | None]
    error: Mapped[str | None]


class MessageEvent(Keyed, Base):
    """What became of a message; opening and clicks are kept only where they were agreed to."""

    __tablename__ = "message_event"
    __table_args__ = (
        code_check("kind", MessageEventKind),
        ForeignKeyConstraint(
            ["message_id", "tracking_consent"],
            ["mailing.message.id", "mailing.message.tracking_consent"],
        ),
        CheckConstraint(
            "kind NOT IN ('opened', 'clicked') OR tracking_consent", name="tracked_with_consent"
        ),
        CheckConstraint(
            "(kind = 'clicked') = (campaign_link_id IS NOT NULL)", name="link_of_click"
        ),
        {"schema": SCHEMA},
    )

    message_id: Mapped[int] = mapped_column(index=True)
    tracking_consent: Mapped[bool] = mapped_column(server_default=text("false"))
    kind: Mapped[str]
    at: Mapped[Instant] = mapped_column(index=True)
    campaign_link_id: Mapped[int | None] = refers_to("mailing.campaign_link")
    detail: Mapped[str | None]


class Unsubscription(Keyed, Base):
    """Somebody asked, at an address, for no more marketing by a channel: in force at once."""

    __tablename__ = "unsubscription"
    __table_args__ = (
        code_check("channel", MessageChannel),
        code_check("source", UnsubscriptionSource),
        CheckConstraint(
            "source <> 'one_click' OR message_id IS NOT NULL", name="message_of_click"
        ),
        UniqueConstraint("message_id"),
        Index(None, "address", "channel"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    channel: Mapped[str]
    address: Mapped[str]
    party_id: Mapped[int | None] = refers_to("crm.party")
    contact_id: Mapped[int | None] = refers_to("crm.contact")
    asked_at: Mapped[Instant]
    source: Mapped[str]
    message_id: Mapped[int | None] = refers_to("mailing.message", index=False)


class Suppression(Keyed, Base):
    """An address that gets nothing more, until lifted with a reason."""

    __tablename__ = "suppression"
    __table_args__ = (
        code_check("channel", MessageChannel),
        code_check("reason", SuppressionReason),
        CheckConstraint(
            "num_nonnulls(lifted_at, lifted_by_id, lift_reason) IN (0, 3)", name="lifted_whole"
        ),
        unique_where(
            "uq_suppression_address", "lifted_at IS NULL", "company_id", "channel", "address"
        ),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    channel: Mapped[str]
    address: Mapped[str]
    reason: Mapped[str]
    suppressed_at: Mapped[Instant]
    message_id: Mapped[int | None] = refers_to("mailing.message")
    lifted_at: Mapped[Instant | None]
    lifted_by_id: Mapped[int | None] = refers_to("identity.app_user")
    lift_reason: Mapped[str | None]
