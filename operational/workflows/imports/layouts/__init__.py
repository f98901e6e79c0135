"""The documented layouts: what can be imported, column by column. They are a stable contract."""

from operational.workflows.imports.layouts.catalog import FAMILIES, ITEMS, STOCK_LEVELS
from operational.workflows.imports.layouts.documents import (
    INVOICES,
    LINES,
    ORDERS,
    PAYMENTS,
    QUOTES,
)
from operational.workflows.imports.layouts.parties import CUSTOMERS, EMPLOYEES, SUPPLIERS
from operational.workflows.imports.layouts.service import CONTRACTS, TICKETS

LAYOUTS = (
    FAMILIES,
    EMPLOYEES,
    SUPPLIERS,
    CUSTOMERS,
    ITEMS,
    STOCK_LEVELS,
    QUOTES,
    ORDERS,
    INVOICES,
    LINES,
    PAYMENTS,
    CONTRACTS,
    TICKETS,
)
"""In the order they are imported: what a layout refers to comes before it."""

BY_NAME = {layout.name: layout for layout in LAYOUTS}
