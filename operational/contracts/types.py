"""Codes of the service contracts."""

from enum import StrEnum


class ContractState(StrEnum):
    """Life of a contract."""

    DRAFT = "draft"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    TERMINATED = "terminated"
    EXPIRED = "expired"


class BillingTerm(StrEnum):
    """Whether a period is invoiced when it starts or when it ends."""

    PREPAID = "prepaid"
    POSTPAID = "postpaid"


class PriceRevision(StrEnum):
    """How the price changes at renewal."""

    NONE = "none"
    RATE = "rate"
    INDEX = "index"


class AmendmentKind(StrEnum):
    """Why the yearly price changes during a contract."""

    CHANGE = "change"
    PRICE_REVISION = "price_revision"


class RenewalKind(StrEnum):
    """Whether the customer signed again or nobody said no."""

    TACIT = "tacit"
    SIGNED = "signed"
