"""Codes of the purchasing."""

from enum import StrEnum


class NeedOrigin(StrEnum):
    """Why an item is in the basket."""

    MANUAL = "manual"
    REORDER = "reorder"
    PROJECT = "project"
    SERVICE = "service"


class PurchaseOrderState(StrEnum):
    """Life of a purchase order; CLOSED gives up what was not received."""

    DRAFT = "draft"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    PARTLY_RECEIVED = "partly_received"
    RECEIVED = "received"
    CLOSED = "closed"
    CANCELED = "canceled"


class SupplierInvoiceKind(StrEnum):
    """What a supplier bills: signs are positive, the kind says what it is."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class SupplierInvoiceState(StrEnum):
    """Life of a supplier invoice; from RECORDED on it is in the books."""

    DRAFT = "draft"
    RECORDED = "recorded"
    CANCELED = "canceled"


class SupplierPaymentDirection(StrEnum):
    """Paid to a supplier, or refunded by one."""

    PAID = "paid"
    REFUND = "refund"
