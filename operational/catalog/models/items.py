"""Items, their families, their components and what is attached to them."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.catalog.types import ItemKind, PriceMode, VatCategory
from operational.core.columns import (
    Base,
    Instant,
    Keyed,
    Payload,
    Public,
    Quantity,
    Rate,
    UnitPrice,
)
from operational.core.ddl import code_check, not_negative, ordered, refers_to, unique_where

SCHEMA = "catalog"


class Unit(Keyed, Base):
    """A unit of measure, with its UN/ECE Recommendation 20 code."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("code"), {"schema": SCHEMA})

    code: Mapped[str]
    label: Mapped[str]
    unece_code: Mapped[str]
    decimals: Mapped[int] = mapped_column(server_default="2")


class VatRate(Keyed, Base):
    """A VAT rate over a range of dates, for a territory; the percentage of a code never overlaps."""

    __tablename__ = "vat_rate"
    __table_args__ = (
        code_check("category", VatCategory),
        ordered("valid_from", "valid_to"),
        CheckConstraint("percentage BETWEEN 0 AND 100", name="percentage_range"),
        ExcludeConstraint(
            ("code", "="),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="ex_vat_rate_overlap",
        ),
        {"schema": SCHEMA},
    )

    code: Mapped[str]
    label: Mapped[str]
    category: Mapped[str] = mapped_column(server_default="S")
    percentage: Mapped[Rate]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    exemption_code: Mapped[str | None]


class ItemFamily(Keyed, Base):
    """A family of items: a dimension of revenue, a scope of rates and accounts."""

    __tablename__ = "item_family"
    __table_args__ = (UniqueConstraint("code"), {"schema": SCHEMA})

    code: Mapped[str]
    label: Mapped[str]
    position: Mapped[int] = mapped_column(server_default="0")


class ItemSubfamily(Keyed, Base):
    """A sub-family of a family."""

    __tablename__ = "item_subfamily"
    __table_args__ = (UniqueConstraint("item_family_id", "code"), {"schema": SCHEMA})

    item_family_id: Mapped[int] = refers_to("catalog.item_family")
    code: Mapped[str]
    label: Mapped[str]


class Item(Public, Base):
    """Something bought, sold or used; an assembly is an item made of others."""

    __tablename__ = "item"
    __table_args__ = (
        code_check("kind", ItemKind),
        code_check("price_mode", PriceMode),
        *not_negative("purchase_price", "warranty_months", "service_life_months"),
        CheckConstraint("kind = 'goods' OR NOT is_stocked", name="only_goods_stocked"),
        UniqueConstraint("company_id", "reference"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    reference: Mapped[str]
    designation: Mapped[str]
    description: Mapped[str | None]
    kind: Mapped[str] = mapped_column(server_default="goods")
    item_subfamily_id: Mapped[int] = refers_to("catalog.item_subfamily")
    unit_id: Mapped[int] = refers_to("catalog.unit")
    vat_rate_id: Mapped[int] = refers_to("catalog.vat_rate")
    purchase_price: Mapped[UnitPrice] = mapped_column(server_default="0")
    sale_price: Mapped[UnitPrice] = mapped_column(server_default="0")
    price_is_typed: Mapped[bool] = mapped_column(server_default=text("false"))
    price_mode: Mapped[str] = mapped_column(server_default="keep_coefficient")
    is_stocked: Mapped[bool] = mapped_column(server_default=text("false"))
    is_serialized: Mapped[bool] = mapped_column(server_default=text("false"))
    warranty_months: Mapped[int] = mapped_column(server_default="0")
    service_life_months: Mapped[int | None]
    main_supplier_id: Mapped[int | None] = refers_to("crm.supplier")
    replaced_by_id: Mapped[int | None] = refers_to("catalog.item")
    is_commissionable: Mapped[bool] = mapped_column(server_default=text("true"))
    archived_at: Mapped[Instant | None]


class ItemComponent(Keyed, Base):
    """A line of a bill of materials: how much of a component one unit of the assembly takes."""

    __tablename__ = "item_component"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("assembly_id <> component_id", name="not_itself"),
        UniqueConstraint("assembly_id", "position"),
        {"schema": SCHEMA},
    )

    assembly_id: Mapped[int] = refers_to("catalog.item", cascade=True)
    component_id: Mapped[int] = refers_to("catalog.item")
    position: Mapped[int]
    quantity: Mapped[Quantity]


class ItemBarcode(Keyed, Base):
    """A barcode of an item (EAN or the company's own)."""

    __tablename__ = "item_barcode"
    __table_args__ = (UniqueConstraint("barcode"), {"schema": SCHEMA})

    item_id: Mapped[int] = refers_to("catalog.item", cascade=True)
    barcode: Mapped[str]


class ItemDocument(Keyed, Base):
    """A technical or commercial document, or the picture, of an item."""

    __tablename__ = "item_document"
    __table_args__ = (
        code_check("kind", ["technical", "commercial", "image"]),
        UniqueConstraint("item_id", "document_id"),
        unique_where("uq_item_document_main_image", "is_main AND kind = 'image'", "item_id"),
        {"schema": SCHEMA},
    )

    item_id: Mapped[int] = refers_to("catalog.item", cascade=True)
    document_id: Mapped[int] = refers_to("documents.document")
    kind: Mapped[str]
    is_main: Mapped[bool] = mapped_column(server_default=text("false"))
    is_public: Mapped[bool] = mapped_column(server_default=text("false"))


class LabelTemplate(Keyed, Base):
    """A layout of item labels: sheet or roll, with or without barcode and picture."""

    __tablename__ = "label_template"
    __table_args__ = (UniqueConstraint("name"), {"schema": SCHEMA})

    name: Mapped[str]
    layout: Mapped[Payload]
    with_barcode: Mapped[bool] = mapped_column(server_default=text("true"))
    with_image: Mapped[bool] = mapped_column(server_default=text("false"))
