"""What must be kept, and what is kept for somebody."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from operational.core.columns import Base, Instant, Keyed, Quantity
from operational.core.ddl import code_check, not_negative, paired, refers_to, unique_where

SCHEMA = "stock"


class ReorderRule(Keyed, Base):
    """Below which level an item is bought again for a warehouse, and up to which quantity."""

    __tablename__ = "reorder_rule"
    __table_args__ = (
        UniqueConstraint("item_id", "warehouse_id"),
        *not_negative("reorder_level"),
        CheckConstraint("target_quantity >= reorder_level", name="target_above_level"),
        {"schema": SCHEMA},
    )

    item_id: Mapped[int] = refers_to("catalog.item", index=False)
    warehouse_id: Mapped[int] = refers_to("stock.warehouse")
    reorder_level: Mapped[Quantity]
    target_quantity: Mapped[Quantity]


class StockReservation(Keyed, Base):
    """A quantity kept in a warehouse for a project or the row that needs it, until released."""

    __tablename__ = "stock_reservation"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        paired("source_kind", "source_id"),
        paired("released_at", "release_reason"),
        code_check("release_reason", ["served", "canceled"]),
        unique_where(
            "uq_stock_reservation_source",
            "released_at IS NULL AND source_id IS NOT NULL",
            "source_kind",
            "source_id",
            "item_id",
            "warehouse_id",
        ),
        {"schema": SCHEMA},
    )

    item_id: Mapped[int] = refers_to("catalog.item")
    warehouse_id: Mapped[int] = refers_to("stock.warehouse")
    quantity: Mapped[Quantity]
    project_id: Mapped[int | None] = refers_to("projects.project")
    source_kind: Mapped[str | None]
    source_id: Mapped[str | None]
    needed_on: Mapped[date | None]
    by_id: Mapped[int | None] = refers_to("identity.app_user")
    released_at: Mapped[Instant | None]
    release_reason: Mapped[str | None]
