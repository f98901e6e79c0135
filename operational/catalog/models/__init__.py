"""Tables of the catalog, by subject."""

from operational.catalog.models.items import (
    Item,
    ItemBarcode,
    ItemComponent,
    ItemDocument,
    ItemFamily,
    ItemSubfamily,
    LabelTemplate,
    Unit,
    VatRate,
)
from operational.catalog.models.prices import (
    ItemPrice,
    MarkupCoefficient,
    OverheadCoefficient,
    PurchasePriceChange,
)
from operational.catalog.models.suppliers import (
    SupplierCatalog,
    SupplierCatalogItem,
    SupplierItem,
)

__all__ = [
    "Item",
    "ItemBarcode",
    "ItemComponent",
    "ItemDocument",
    "ItemFamily",
    "ItemPrice",
    "ItemSubfamily",
    "LabelTemplate",
    "MarkupCoefficient",
    "OverheadCoefficient",
    "PurchasePriceChange",
    "SupplierCatalog",
    "SupplierCatalogItem",
    "SupplierItem",
    "Unit",
    "VatRate",
]
