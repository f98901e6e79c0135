"""Tables of the till, by subject."""

from operational.till.models.cash_book import CashBook, CashBookEntry, CashCount
from operational.till.models.ledger import (
    TillArchive,
    TillClosing,
    TillClosingPayment,
    TillClosingVat,
    TillEvent,
)
from operational.till.models.loyalty import (
    LoyaltyCard,
    LoyaltyDiscount,
    LoyaltyMovement,
    LoyaltyProgram,
    LoyaltyTerms,
    Voucher,
)
from operational.till.models.receipts import (
    TillReceipt,
    TillReceiptInvoice,
    TillReceiptLine,
    TillReceiptPayment,
    TillReceiptVat,
)
from operational.till.models.tills import Till, TillSession

__all__ = [
    "CashBook",
    "CashBookEntry",
    "CashCount",
    "LoyaltyCard",
    "LoyaltyDiscount",
    "LoyaltyMovement",
    "LoyaltyProgram",
    "LoyaltyTerms",
    "Till",
    "TillArchive",
    "TillClosing",
    "TillClosingPayment",
    "TillClosingVat",
    "TillEvent",
    "TillReceipt",
    "TillReceiptInvoice",
    "TillReceiptLine",
    "TillReceiptPayment",
    "TillReceiptVat",
    "TillSession",
    "Voucher",
]
