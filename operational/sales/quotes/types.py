"""Codes of the quotes."""

from enum import StrEnum


class QuoteState(StrEnum):
    """Life of a revision of a quote."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
