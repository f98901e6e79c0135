"""Campaigns, messages, boards by mail and alerts."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from operational.identity.models import SavedView
from operational.mailing.models import (
    Alert,
    AlertRule,
    Campaign,
    CampaignLink,
    Message,
    ReportSubscription,
)
from tests.factories.base import make, next_number
from tests.factories.core import make_company
from tests.factories.crm import make_party
from tests.factories.identity import make_user


def make_campaign(session: Session, **over: Any) -> Campaign:
    """An e-mail campaign being written, of a new company unless said."""
    company_id = over.pop("company_id", None) or make_company(session).id
    defaults = {
        "company_id": company_id,
        "channel": "email",
        "title": "Ouverture de saison",
        "subject": "Votre piscine vous attend",
        "body": "Bonjour",
        "consent_basis": "consent",
        "by_id": make_user(session).id,
    }
    return make(session, Campaign, defaults, over)


def make_link(session: Session, campaign: Campaign, **over: Any) -> CampaignLink:
    """The first link of a campaign."""
    defaults = {
        "campaign_id": campaign.id,
        "position": 1,
        "label": "Voir",
        "url": "https://www.example.com/offre",
    }
    return make(session, CampaignLink, defaults, over)


def make_message(session: Session, **over: Any) -> Message:
    """A message of a new campaign unless said, waiting to leave."""
    campaign_id = over.pop("campaign_id", None) or make_campaign(session).id
    campaign = session.get_one(Campaign, campaign_id)
    defaults = {
        "company_id": campaign.company_id,
        "campaign_id": campaign.id,
        "channel": campaign.channel,
        "purpose": "marketing",
        "party_id": over.get("party_id") or make_party(session).id,
        "address": f"client{next_number()}@example.com",
    }
    return make(session, Message, defaults, over)


def make_subscription(session: Session, **over: Any) -> ReportSubscription:
    """The daily board, as its owner gets it."""
    user_id = over.pop("user_id", None) or make_user(session).id
    view = {"owner_id": user_id, "page": "board", "name": f"Tableau {next_number()}"}
    defaults = {"user_id": user_id, "saved_view_id": make(session, SavedView, view, {}).id}
    return make(session, ReportSubscription, defaults, over)


def make_alert(session: Session, **over: Any) -> Alert:
    """Overdue receivables above 10,000 on 1 June 2026, under a new rule unless said."""
    rule_id = over.pop("alert_rule_id", None)
    if rule_id is None:
        rule = {
            "user_id": make_user(session).id,
            "label": "Encours échu",
            "kpi_code": "overdue_receivables",
            "direction": "above",
            "threshold": Decimal(10_000),
        }
        rule_id = make(session, AlertRule, rule, {}).id
    defaults = {
        "alert_rule_id": rule_id,
        "business_date": date(2026, 6, 1),
        "value": Decimal(12_000),
        "threshold": Decimal(10_000),
    }
    return make(session, Alert, defaults, over)
