"""Codes of the invoices."""

from enum import StrEnum


class InvoiceKind(StrEnum):
    """What an invoice is; amounts are positive whatever the kind."""

    STANDARD = "standard"
    DOWN_PAYMENT = "down_payment"
    PROGRESS = "progress"
    FINAL = "final"
    RECURRING = "recurring"
    CREDIT_NOTE = "credit_note"


class InstalmentKind(StrEnum):
    """What a part of an amount due is: retention is due on its own date."""

    REGULAR = "regular"
    RETENTION = "retention"


class RecurrenceState(StrEnum):
    """Whether a recurring invoice is still produced."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
