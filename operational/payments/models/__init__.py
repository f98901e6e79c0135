"""Tables of the payments, by subject."""

from operational.payments.models.banking import (
    BankAccount,
    DepositSlip,
    DepositSlipLine,
    DirectDebit,
    DirectDebitBatch,
    DirectDebitMandate,
)
from operational.payments.models.payments import (
    Payment,
    PaymentCancellation,
    PaymentMethod,
    PaymentTerms,
    PaymentTermsLine,
)

__all__ = [
    "BankAccount",
    "DepositSlip",
    "DepositSlipLine",
    "DirectDebit",
    "DirectDebitBatch",
    "DirectDebitMandate",
    "Payment",
    "PaymentCancellation",
    "PaymentMethod",
    "PaymentTerms",
    "PaymentTermsLine",
]
