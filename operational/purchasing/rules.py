"""What may follow what in the life of a purchase."""

from operational.purchasing.types import PurchaseOrderState, SupplierInvoiceState

ORDER_TRANSITIONS: dict[PurchaseOrderState, frozenset[PurchaseOrderState]] = {
    PurchaseOrderState.DRAFT: frozenset({PurchaseOrderState.SENT, PurchaseOrderState.CANCELED}),
    PurchaseOrderState.SENT: frozenset(
        {
            PurchaseOrderState.ACKNOWLEDGED,
            PurchaseOrderState.PARTLY_RECEIVED,
            PurchaseOrderState.RECEIVED,
            PurchaseOrderState.CANCELED,
        }
    ),
    PurchaseOrderState.ACKNOWLEDGED: frozenset(
        {
            PurchaseOrderState.PARTLY_RECEIVED,
            PurchaseOrderState.RECEIVED,
            PurchaseOrderState.CANCELED,
        }
    ),
    PurchaseOrderState.PARTLY_RECEIVED: frozenset(
        {PurchaseOrderState.RECEIVED, PurchaseOrderState.CLOSED}
    ),
    PurchaseOrderState.RECEIVED: frozenset({PurchaseOrderState.PARTLY_RECEIVED}),
    PurchaseOrderState.CLOSED: frozenset(),
    PurchaseOrderState.CANCELED: frozenset(),
}
"""A received order is partly received again when goods go back to the supplier."""

INVOICE_TRANSITIONS: dict[SupplierInvoiceState, frozenset[SupplierInvoiceState]] = {
    SupplierInvoiceState.DRAFT: frozenset(
        {SupplierInvoiceState.RECORDED, SupplierInvoiceState.CANCELED}
    ),
    SupplierInvoiceState.RECORDED: frozenset({SupplierInvoiceState.CANCELED}),
    SupplierInvoiceState.CANCELED: frozenset(),
}
