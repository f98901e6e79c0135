"""Portal accounts and what passes on the portal."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from operational.documents.models import DocumentVersion
from operational.portal.models import (
    DocumentShare,
    PortalAccount,
    PortalLink,
    PortalMessage,
    PortalThread,
    SignatureRequest,
)
from operational.sales.quotes.models import Quote
from tests.factories.base import make, next_number
from tests.factories.crm import make_contact, make_customer
from tests.factories.documents import make_document
from tests.factories.identity import make_user
from tests.factories.sales import make_quote

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def make_portal_account(session: Session, **over: Any) -> PortalAccount:
    """An account of a new contact unless said."""
    contact_id = over.pop("contact_id", None) or make_contact(session).id
    defaults = {"contact_id": contact_id, "email": f"portail{next_number()}@example.com"}
    return make(session, PortalAccount, defaults, over)


def make_portal_message(session: Session, **over: Any) -> PortalMessage:
    """A message of the company in a new thread unless said."""
    thread_id = over.pop("portal_thread_id", None)
    if thread_id is None:
        thread = {"customer_id": make_customer(session).id, "subject": "Votre chantier"}
        thread_id = make(session, PortalThread, thread, {}).id
    defaults = {
        "portal_thread_id": thread_id,
        "by_id": make_user(session).id,
        "sent_at": NOON,
        "body": "Nous passons lundi.",
    }
    return make(session, PortalMessage, defaults, over)


def make_share(session: Session, **over: Any) -> DocumentShare:
    """A new document shared with a new customer unless said."""
    document = make_document(session)
    version = session.scalars(select(DocumentVersion).filter_by(document_id=document.id)).one()
    defaults = {
        "document_version_id": version.id,
        "customer_id": over.get("customer_id") or make_customer(session).id,
        "shared_at": NOON,
    }
    return make(session, DocumentShare, defaults, over)


def make_signature_request(session: Session, **over: Any) -> SignatureRequest:
    """A signature asked on a new quote unless said, within thirty days."""
    quote_id = over.pop("quote_id", None) or make_quote(session).id
    quote = session.get_one(Quote, quote_id)
    defaults = {
        "customer_id": quote.customer_id,
        "quote_id": quote.id,
        "document_sha256": f"{next_number():064x}",
        "requested_at": NOON,
        "expires_at": NOON + timedelta(days=30),
    }
    return make(session, SignatureRequest, defaults, over)


def make_portal_link(session: Session, **over: Any) -> PortalLink:
    """A link to sign in, for a new account unless said."""
    account_id = over.pop("portal_account_id", None) or make_portal_account(session).id
    defaults = {
        "token_sha256": f"{next_number():064x}",
        "purpose": "sign_in",
        "portal_account_id": account_id,
        "expires_at": datetime(2100, 1, 1, tzinfo=UTC),
    }
    return make(session, PortalLink, defaults, over)
