"""What suppliers sell: their prices for our items, and their whole catalogs."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Quantity, Rate, UnitPrice
from operational.core.ddl import not_negative, refers_to, unique_where

SCHEMA = "catalog"


class SupplierItem(Keyed, Base):
    """A supplier's reference and price for one of our items; one supplier is preferred."""

    __tablename__ = "supplier_item"
    __table_args__ = (
        *not_negative("purchase_price", "lead_time_days"),
        CheckConstraint("pack_quantity > 0", name="pack_quantity_positive"),
        UniqueConstraint("supplier_id", "item_id"),
        unique_where("uq_supplier_item_preferred", "is_preferred", "item_id"),
        {"schema": SCHEMA},
    )

    item_id: Mapped[int] = refers_to("catalog.item", cascade=True)
    supplier_id: Mapped[int] = refers_to("crm.supplier")
    supplier_reference: Mapped[str | None] = mapped_column(index=True)
    purchase_price: Mapped[UnitPrice]
    discount_rate: Mapped[Rate] = mapped_column(server_default="0")
    pack_quantity: Mapped[Quantity] = mapped_column(server_default="1")
    lead_time_days: Mapped[int | None]
    is_preferred: Mapped[bool] = mapped_column(server_default=text("false"))


class SupplierCatalog(Keyed, Base):
    """One version of a supplier's catalog, as imported."""

    __tablename__ = "supplier_catalog"
    __table_args__ = (UniqueConstraint("supplier_id", "name", "valid_from"), {"schema": SCHEMA})

    supplier_id: Mapped[int] = refers_to("crm.supplier")
    name: Mapped[str]
    format: Mapped[str]
    valid_from: Mapped[date]
    imported_at: Mapped[Instant | None]


class SupplierCatalogItem(Keyed, Base):
    """One of the hundreds of thousands of items of a supplier's catalog, found by its words."""

    __tablename__ = "supplier_catalog_item"
    __table_args__ = (
        *not_negative("public_price", "purchase_price"),
        UniqueConstraint("supplier_catalog_id", "reference"),
        Index(
            "ix_supplier_catalog_item_search",
            "search_text",
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        ),
        {"schema": SCHEMA},
    )

    supplier_catalog_id: Mapped[int] = refers_to("catalog.supplier_catalog")
    reference: Mapped[str]
    designation: Mapped[str]
    search_text: Mapped[str]
    ean: Mapped[str | None] = mapped_column(index=True)
    brand: Mapped[str | None]
    family_label: Mapped[str | None]
    unit_code: Mapped[str | None]
    public_price: Mapped[UnitPrice | None]
    purchase_price: Mapped[UnitPrice | None]
    vat_percentage: Mapped[Rate | None]
    warranty_months: Mapped[int | None]
    item_id: Mapped[int | None] = refers_to("catalog.item")
