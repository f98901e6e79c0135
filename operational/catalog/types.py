"""Codes of the catalog."""

from enum import StrEnum


class ItemKind(StrEnum):
    """What an item is; decides stock, cost and revenue account."""

    GOODS = "goods"
    LABOR = "labor"
    RENTAL = "rental"
    SUBCONTRACTING = "subcontracting"
    SERVICE = "service"
    ASSEMBLY = "assembly"
    TEXT = "text"


class VatCategory(StrEnum):
    """VAT category of EN 16931 (UNTDID 5305), as BR-FR-15 allows them."""

    STANDARD = "S"
    EXEMPT = "E"
    REVERSE_CHARGE = "AE"
    INTRA_COMMUNITY = "K"
    EXPORT = "G"
    OUT_OF_SCOPE = "O"
    ZERO = "Z"


class PriceMode(StrEnum):
    """What is kept when the purchase price changes: the selling price or the coefficient."""

    KEEP_PRICE = "keep_price"
    KEEP_COEFFICIENT = "keep_coefficient"
