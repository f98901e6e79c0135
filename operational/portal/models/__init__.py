"""Tables of the customer portal, by subject."""

from operational.portal.models.accounts import (
    PortalAccess,
    PortalAccount,
    PortalLink,
    PortalSession,
)
from operational.portal.models.exchanges import (
    DocumentShare,
    PortalMessage,
    PortalMessageFile,
    PortalThread,
    PrivacyRequest,
    SignatureRequest,
)

__all__ = [
    "DocumentShare",
    "PortalAccess",
    "PortalAccount",
    "PortalLink",
    "PortalMessage",
    "PortalMessageFile",
    "PortalSession",
    "PortalThread",
    "PrivacyRequest",
    "SignatureRequest",
]
