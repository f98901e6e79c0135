"""Codes of the mailing."""

from enum import StrEnum


class MessageChannel(StrEnum):
    """By what a message goes."""

    EMAIL = "email"
    SMS = "sms"


class MessagePurpose(StrEnum):
    """Marketing needs a consent; transactional messages serve what the customer asked for."""

    MARKETING = "marketing"
    TRANSACTIONAL = "transactional"


class AudienceKind(StrEnum):
    """Whether members are listed, or found by a filter when the campaign leaves."""

    LIST = "list"
    FILTER = "filter"


class ConsentBasis(StrEnum):
    """What allows a campaign to be sent (CPCE L34-5; for energy renovation, loi 2025-594)."""

    CONSENT = "consent"
    SIMILAR_PRODUCTS = "similar_products"
    PROFESSIONAL = "professional"
    CURRENT_CONTRACT = "current_contract"


class CampaignState(StrEnum):
    """Life of a campaign."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    SENT = "sent"
    CANCELED = "canceled"


class MessageState(StrEnum):
    """Life of a message; SKIPPED was not sent, for a reason."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    FAILED = "failed"
    SKIPPED = "skipped"


class SkipReason(StrEnum):
    """Why a message was not sent to somebody of the audience."""

    NO_CONSENT = "no_consent"
    UNSUBSCRIBED = "unsubscribed"
    SUPPRESSED = "suppressed"
    NO_ADDRESS = "no_address"
    CAMPAIGN_CANCELED = "campaign_canceled"


class MessageEventKind(StrEnum):
    """What became of a message."""

    DELIVERED = "delivered"
    OPENED = "opened"
    CLICKED = "clicked"
    BOUNCED = "bounced"
    COMPLAINED = "complained"


class UnsubscriptionSource(StrEnum):
    """How somebody asked not to be written to."""

    ONE_CLICK = "one_click"
    STOP_SMS = "stop_sms"
    PORTAL = "portal"
    BY_PHONE = "by_phone"


class SuppressionReason(StrEnum):
    """Why an address gets nothing more."""

    HARD_BOUNCE = "hard_bounce"
    COMPLAINT = "complaint"
    ERASURE = "erasure"
    BY_HAND = "by_hand"


class AlertMeasure(StrEnum):
    """What of an indicator is watched: its value, or its change from N-1."""

    VALUE = "value"
    CHANGE = "change"


class AlertDirection(StrEnum):
    """On which side of the threshold an alert is raised."""

    ABOVE = "above"
    BELOW = "below"
