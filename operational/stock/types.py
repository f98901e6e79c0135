"""Codes of the stock."""

from enum import StrEnum


class WarehouseKind(StrEnum):
    """What sort of place keeps stock; a vehicle may be an employee's."""

    DEPOT = "depot"
    SHOP = "shop"
    VEHICLE = "vehicle"
    SITE = "site"


class MovementKind(StrEnum):
    """Why goods moved; receipts and openings bring their own cost, the others take it from stock."""

    OPENING = "opening"
    RECEIPT = "receipt"
    SUPPLIER_RETURN = "supplier_return"
    DELIVERY = "delivery"
    CONSUMPTION = "consumption"
    RETURN = "return"
    TRANSFER = "transfer"
    COUNT = "count"
    LOSS = "loss"


class SerialState(StrEnum):
    """Where a numbered piece is."""

    IN_STOCK = "in_stock"
    DELIVERED = "delivered"
    RETURNED_TO_SUPPLIER = "returned_to_supplier"
    SCRAPPED = "scrapped"


class CountState(StrEnum):
    """Life of a stock count; starting it freezes what is expected."""

    DRAFT = "draft"
    STARTED = "started"
    VALIDATED = "validated"
    CANCELED = "canceled"
