"""Codes of the payments."""

from enum import StrEnum


class MethodKind(StrEnum):
    """How money moves; decides deposit slips, till and accounts."""

    CHEQUE = "cheque"
    BANK_TRANSFER = "bank_transfer"
    CARD = "card"
    CASH = "cash"
    DIRECT_DEBIT = "direct_debit"
    BILL = "bill"
    SET_OFF = "set_off"


class PaymentDirection(StrEnum):
    """Received from a customer, or refunded to one."""

    RECEIVED = "received"
    REFUND = "refund"


class DueRule(StrEnum):
    """From which day the delay of a term counts."""

    NET = "net"
    END_OF_MONTH = "end_of_month"


class DebitSequence(StrEnum):
    """SEPA sequence of a direct debit."""

    FIRST = "FRST"
    RECURRING = "RCUR"
    ONE_OFF = "OOFF"
    FINAL = "FNAL"
