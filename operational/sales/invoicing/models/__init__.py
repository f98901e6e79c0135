"""Tables of the invoicing, by subject."""

from operational.sales.invoicing.models.invoices import (
    DownPaymentDeduction,
    Invoice,
    InvoiceLine,
    InvoiceLineComponent,
    InvoiceVat,
)
from operational.sales.invoicing.models.recurrence import RecurringInvoice, RecurringInvoiceLine
from operational.sales.invoicing.models.settlement import (
    Instalment,
    InvoiceDispute,
    InvoiceSending,
    PaymentAllocation,
    RetentionRelease,
)

__all__ = [
    "DownPaymentDeduction",
    "Instalment",
    "Invoice",
    "InvoiceDispute",
    "InvoiceLine",
    "InvoiceLineComponent",
    "InvoiceSending",
    "InvoiceVat",
    "PaymentAllocation",
    "RecurringInvoice",
    "RecurringInvoiceLine",
    "RetentionRelease",
]
