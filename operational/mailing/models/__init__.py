"""Tables of the mailing, by subject."""

from operational.mailing.models.boards import (
    Alert,
    AlertRule,
    Notification,
    ReportDelivery,
    ReportSubscription,
)
from operational.mailing.models.campaigns import (
    Audience,
    AudienceMember,
    Campaign,
    CampaignLink,
    MessageTemplate,
)
from operational.mailing.models.messages import (
    Message,
    MessageEvent,
    Suppression,
    Unsubscription,
)

__all__ = [
    "Alert",
    "AlertRule",
    "Audience",
    "AudienceMember",
    "Campaign",
    "CampaignLink",
    "Message",
    "MessageEvent",
    "MessageTemplate",
    "Notification",
    "ReportDelivery",
    "ReportSubscription",
    "Suppression",
    "Unsubscription",
]
