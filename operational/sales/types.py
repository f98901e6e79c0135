"""Codes shared by the documents of a sale."""

from enum import StrEnum


class LineKind(StrEnum):
    """What a line of a document is; only items count in totals."""

    ITEM = "item"
    SECTION = "section"
    SUBTOTAL = "subtotal"
    TEXT = "text"
