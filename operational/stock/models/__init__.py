"""Tables of the stock, by subject."""

from operational.stock.models.counts import StockCount, StockCountLine, StockCountScan
from operational.stock.models.ledger import (
    AverageCost,
    StockLevel,
    StockMovement,
    StockTransfer,
    StockValuation,
)
from operational.stock.models.needs import ReorderRule, StockReservation
from operational.stock.models.serials import MovementSerial, SerialNumber
from operational.stock.models.warehouses import StorageLocation, Warehouse

__all__ = [
    "AverageCost",
    "MovementSerial",
    "ReorderRule",
    "SerialNumber",
    "StockCount",
    "StockCountLine",
    "StockCountScan",
    "StockLevel",
    "StockMovement",
    "StockReservation",
    "StockTransfer",
    "StockValuation",
    "StorageLocation",
    "Warehouse",
]
