"""Tables of the purchasing, by subject."""

from operational.purchasing.models.allocations import PurchaseAllocation
from operational.purchasing.models.invoices import (
    SupplierInvoice,
    SupplierInvoiceLine,
    SupplierInvoiceVat,
)
from operational.purchasing.models.orders import (
    PurchaseBasketLine,
    PurchaseOrder,
    PurchaseOrderLine,
)
from operational.purchasing.models.payments import SupplierPayment, SupplierPaymentAllocation
from operational.purchasing.models.receipts import GoodsReceipt, GoodsReceiptLine

__all__ = [
    "GoodsReceipt",
    "GoodsReceiptLine",
    "PurchaseAllocation",
    "PurchaseBasketLine",
    "PurchaseOrder",
    "PurchaseOrderLine",
    "SupplierInvoice",
    "SupplierInvoiceLine",
    "SupplierInvoiceVat",
    "SupplierPayment",
    "SupplierPaymentAllocation",
]
