"""Columns and checks that every document of a sale, and every line of one, has."""

from sqlalchemy import CheckConstraint, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from operational.core.columns import Money, Payload, Quantity, Rate, UnitPrice
from operational.core.ddl import code_check, refers_to
from operational.sales.types import LineKind

SCHEMA = "sales"


class DocumentTotals:
    """The three totals a document stores; lines and VAT are checked against them when it is issued."""

    net: Mapped[Money] = mapped_column(server_default="0")
    vat: Mapped[Money] = mapped_column(server_default="0")
    gross: Mapped[Money] = mapped_column(server_default="0")


class VatBreakdown:
    """The net and the VAT of a document at one rate: VAT is computed once per rate, on the sum."""

    vat_category: Mapped[str] = mapped_column(server_default="S")
    vat_percentage: Mapped[Rate]
    net: Mapped[Money]
    vat: Mapped[Money]


class LineContent:
    """What a line says and is worth; amounts are net of VAT and after every discount."""

    position: Mapped[int]
    kind: Mapped[str] = mapped_column(server_default="item")
    designation: Mapped[str]
    quantity: Mapped[Quantity] = mapped_column(server_default="0")
    unit_code: Mapped[str | None]
    unit_price: Mapped[UnitPrice] = mapped_column(server_default="0")
    discount_rate: Mapped[Rate] = mapped_column(server_default="0")
    net_before_discount: Mapped[Money] = mapped_column(server_default="0")
    net: Mapped[Money] = mapped_column(server_default="0")
    vat_category: Mapped[str] = mapped_column(server_default="S")
    vat_percentage: Mapped[Rate] = mapped_column(server_default="0")
    unit_cost: Mapped[UnitPrice] = mapped_column(server_default="0")
    cost: Mapped[Money] = mapped_column(server_default="0")

    @declared_attr
    def item_id(self) -> Mapped[int | None]:
        """The catalog item, where the line comes from one."""
        return refers_to("catalog.item")


class Component:
    """One exploded component of an assembly line, frozen as it was."""

    path: Mapped[str]
    designation: Mapped[str]
    quantity: Mapped[Quantity]
    unit_cost: Mapped[UnitPrice]
    unit_price: Mapped[UnitPrice]
    cost: Mapped[Money]

    @declared_attr
    def item_id(self) -> Mapped[int]:
        """The component in the catalog."""
        return refers_to("catalog.item")


class Frozen:
    """What an issued document printed and must print for ever: parties, mentions, terms."""

    printed: Mapped[Payload] = mapped_column(server_default=text("'{}'::jsonb"))


def totals_checks() -> list[CheckConstraint]:
    """Gross is net plus VAT."""
    return [CheckConstraint("gross = net + vat", name="gross_adds_up")]


def vat_checks() -> list[CheckConstraint]:
    """VAT of a rate is the rounded product of its net and percentage (EN 16931 BR-CO-17)."""
    return [CheckConstraint("vat = round(net * vat_percentage / 100, 2)", name="vat_of_net")]


def line_checks() -> list[CheckConstraint]:
    """A line has a known kind, a discount of at most 100 %, and amounts only where it is an item."""
    return [
        code_check("kind", LineKind),
        CheckConstraint("discount_rate BETWEEN 0 AND 100", name="discount_rate_range"),
        CheckConstraint("kind = 'item' OR (net = 0 AND cost = 0)", name="only_items_worth"),
    ]
