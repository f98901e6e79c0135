"""Codes of the customer portal."""

from enum import StrEnum


class LinkPurpose(StrEnum):
    """What a link sent to somebody lets them do."""

    INVITATION = "invitation"
    SIGN_IN = "sign_in"
    ACCESS_RESET = "access_reset"
    SIGNATURE = "signature"
    SURVEY = "survey"
    DOCUMENT = "document"


class SharePermission(StrEnum):
    """What a customer may do with a shared document."""

    VIEW = "view"
    DOWNLOAD = "download"


class RequestState(StrEnum):
    """Life of a request for a signature."""

    PENDING = "pending"
    SIGNED = "signed"
    REFUSED = "refused"
    EXPIRED = "expired"
    CANCELED = "canceled"


class PrivacyRequestKind(StrEnum):
    """What somebody asks about the data kept on them (RGPD)."""

    ACCESS = "access"
    ERASURE = "erasure"
    RECTIFICATION = "rectification"
