"""Codes of the till."""

from enum import StrEnum


class ReceiptKind(StrEnum):
    """What a receipt records; VOID is the opposite of a mistaken one, kept beside it."""

    SALE = "sale"
    RETURN = "return"
    VOID = "void"


class DiscountReason(StrEnum):
    """Why a line is sold below its price."""

    LOYALTY = "loyalty"
    PROMOTION = "promotion"
    GESTURE = "gesture"


class TillEventKind(StrEnum):
    """What happened at a till besides sales: the technical event log of the cash-register law."""

    PERIOD_ARCHIVED = "period_archived"
    YEAR_ARCHIVED = "year_archived"
    PERIOD_CLOSED = "period_closed"
    YEAR_CLOSED = "year_closed"
    OFFLINE_STARTED = "offline_started"
    OFFLINE_ENDED = "offline_ended"
    TERMINAL_STARTED = "terminal_started"
    TRAINING_STARTED = "training_started"
    TRAINING_ENDED = "training_ended"
    INTEGRITY_DEFECT = "integrity_defect"
    DATA_EXPORTED = "data_exported"
    RIGHTS_CHANGED = "rights_changed"
    RECEIPT_PRINTED = "receipt_printed"
    RECEIPT_CORRECTED = "receipt_corrected"
    VERSION_INSTALLED = "version_installed"
    SETTING_CHANGED = "setting_changed"
    TAX_CONTROL = "tax_control"
    ACCOUNTANT_EXCHANGE = "accountant_exchange"
    CLOSING_INITIALIZED = "closing_initialized"
    DRAWER_OPENED = "drawer_opened"


JET_CODES = {
    TillEventKind.PERIOD_ARCHIVED: 20,
    TillEventKind.YEAR_ARCHIVED: 30,
    TillEventKind.PERIOD_CLOSED: 50,
    TillEventKind.YEAR_CLOSED: 60,
    TillEventKind.OFFLINE_STARTED: 70,
    TillEventKind.TERMINAL_STARTED: 80,
    TillEventKind.INTEGRITY_DEFECT: 90,
    TillEventKind.DATA_EXPORTED: 110,
    TillEventKind.RIGHTS_CHANGED: 130,
    TillEventKind.RECEIPT_CORRECTED: 190,
    TillEventKind.VERSION_INSTALLED: 250,
    TillEventKind.SETTING_CHANGED: 270,
    TillEventKind.TAX_CONTROL: 280,
    TillEventKind.ACCOUNTANT_EXCHANGE: 290,
    TillEventKind.CLOSING_INITIALIZED: 330,
}
"""The numbers that archives show for the events the certification standard numbers."""


class ClosingKind(StrEnum):
    """The periods the law asks to close."""

    DAILY = "daily"
    MONTHLY = "monthly"
    YEARLY = "yearly"


class CashDirection(StrEnum):
    """Whether cash enters or leaves."""

    IN = "in"
    OUT = "out"


class CashEntryKind(StrEnum):
    """Why cash moved; OPENING is the first entry of a book."""

    OPENING = "opening"
    TAKINGS = "takings"
    CUSTOMER_PAYMENT = "customer_payment"
    EXPENSE = "expense"
    BANK_DEPOSIT = "bank_deposit"
    BANK_WITHDRAWAL = "bank_withdrawal"
    COUNT_DIFFERENCE = "count_difference"
    CORRECTION = "correction"


class LoyaltyMode(StrEnum):
    """What a card gives: a discount at once, or points for later."""

    DISCOUNT = "discount"
    POINTS = "points"


class LoyaltyMovementKind(StrEnum):
    """Why points moved: the first three add, the last three take away, ADJUSTED does either."""

    EARNED = "earned"
    GIVEN_BACK = "given_back"
    WELCOME = "welcome"
    ADJUSTED = "adjusted"
    SPENT = "spent"
    TAKEN_BACK = "taken_back"
    EXPIRED = "expired"


class VoucherKind(StrEnum):
    """A gift card that was sold, or the credit given for a return."""

    GIFT_CARD = "gift_card"
    STORE_CREDIT = "store_credit"
