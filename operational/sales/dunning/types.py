"""Codes of the dunning."""

from enum import StrEnum


class DelayMode(StrEnum):
    """From what the delay of a level counts (rules.md, payments and dunning)."""

    DUE_DATE = "due_date"
    END_OF_MONTH = "end_of_month"
    PREVIOUS_REMINDER = "previous_reminder"


class NoticeState(StrEnum):
    """Life of a notice."""

    PREPARED = "prepared"
    SENT = "sent"
    FAILED = "failed"
