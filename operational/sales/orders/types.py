"""Codes of the sales orders."""

from enum import StrEnum


class OrderState(StrEnum):
    """Life of a sales order."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    CLOSED = "closed"
    CANCELED = "canceled"


class InvoicingMode(StrEnum):
    """The one way an order is invoiced."""

    WHOLE = "whole"
    PROGRESS = "progress"
    INSTALMENTS = "instalments"


class ProgressEntry(StrEnum):
    """What the person typed to say how far a line is."""

    PERCENT = "percent"
    AMOUNT = "amount"
    QUANTITY = "quantity"
