"""The ledger of movements, and what triggers derive from it: values, levels, average costs."""

from datetime import date

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Keyed, Public, Quantity, UnitPrice
from operational.core.ddl import code_check, not_negative, paired, refers_to, unique_where
from operational.stock.types import MovementKind

SCHEMA = "stock"


class StockMovement(Keyed, Base):
    """A quantity of an item that entered (+) or left (−) a warehouse; append-only.

    `unit_cost` is what an entry brings; without it, an entry takes the cost of the movement it
    returns, else the average. `source_kind` and `source_id` name the row that caused it.
    """

    __tablename__ = "stock_movement"
    __table_args__ = (
        code_check("kind", MovementKind),
        CheckConstraint("quantity <> 0", name="quantity_moves"),
        CheckConstraint(
            "CASE WHEN kind IN ('receipt', 'return') THEN quantity > 0"
            " WHEN kind IN ('supplier_return', 'delivery', 'consumption', 'loss')"
            " THEN quantity < 0 ELSE true END",
            name="quantity_signed",
        ),
        *not_negative("unit_cost"),
        CheckConstraint("unit_cost IS NULL OR quantity > 0", name="cost_on_entry"),
        CheckConstraint(
            "unit_cost IS NOT NULL OR kind NOT IN ('receipt', 'opening') OR quantity < 0",
            name="cost_given",
        ),
        CheckConstraint(
            "returned_movement_id IS NULL OR (kind = 'return' AND unit_cost IS NULL)",
            name="return_at_its_cost",
        ),
        CheckConstraint("unit_cost IS NULL OR kind <> 'transfer'", name="transfer_at_its_cost"),
        CheckConstraint("kind <> 'loss' OR note IS NOT NULL", name="loss_explained"),
        paired("source_kind", "source_id"),
        unique_where(
            "uq_stock_movement_source",
            "source_id IS NOT NULL",
            "source_kind",
            "source_id",
            "kind",
            "item_id",
            "warehouse_id",
        ),
        UniqueConstraint("item_id", "id"),
        ForeignKeyConstraint(
            ["item_id", "returned_movement_id"],
            ["stock.stock_movement.item_id", "stock.stock_movement.id"],
        ),
        Index(None, "item_id", "moved_on", "id"),
        {"schema": SCHEMA},
    )

    item_id: Mapped[int] = refers_to("catalog.item", index=False)
    warehouse_id: Mapped[int] = refers_to("stock.warehouse")
    moved_on: Mapped[date]
    quantity: Mapped[Quantity]
    unit_cost: Mapped[UnitPrice | None]
    kind: Mapped[str]
    returned_movement_id: Mapped[int | None] = mapped_column(index=True)
    project_id: Mapped[int | None] = refers_to("projects.project")
    source_kind: Mapped[str | None]
    source_id: Mapped[str | None]
    by_id: Mapped[int | None] = refers_to("identity.app_user")
    note: Mapped[str | None]


class StockTransfer(Public, Base):
    """Goods carried from one warehouse to another: its movements cancel out, item by item."""

    __tablename__ = "stock_transfer"
    __table_args__ = (
        CheckConstraint("from_warehouse_id <> to_warehouse_id", name="elsewhere"),
        {"schema": SCHEMA},
    )

    from_warehouse_id: Mapped[int] = refers_to("stock.warehouse")
    to_warehouse_id: Mapped[int] = refers_to("stock.warehouse")
    moved_on: Mapped[date]
    by_id: Mapped[int | None] = refers_to("identity.app_user")
    note: Mapped[str | None]


class StockValuation(Keyed, Base):
    """What a movement is worth, by replay of its item's movements: derived, redone when backdated.

    `unit_cost` is the cost it moved at; the two others are the item's state after it.
    """

    __tablename__ = "stock_valuation"
    __table_args__ = (
        UniqueConstraint("stock_movement_id"),
        *not_negative("unit_cost", "average_unit_cost"),
        {"schema": SCHEMA},
    )

    stock_movement_id: Mapped[int] = refers_to("stock.stock_movement", index=False)
    unit_cost: Mapped[UnitPrice]
    quantity_after: Mapped[Quantity]
    average_unit_cost: Mapped[UnitPrice]


class AverageCost(Keyed, Base):
    """The quantity of an item in all warehouses and its weighted average cost today: derived."""

    __tablename__ = "average_cost"
    __table_args__ = (
        UniqueConstraint("item_id"),
        *not_negative("unit_cost"),
        {"schema": SCHEMA},
    )

    item_id: Mapped[int] = refers_to("catalog.item", index=False)
    quantity: Mapped[Quantity] = mapped_column(server_default="0")
    unit_cost: Mapped[UnitPrice] = mapped_column(server_default="0")


class StockLevel(Keyed, Base):
    """The quantity of an item in a warehouse today (derived), and the shelf it is on."""

    __tablename__ = "stock_level"
    __table_args__ = (
        UniqueConstraint("item_id", "warehouse_id"),
        ForeignKeyConstraint(
            ["warehouse_id", "storage_location_id"],
            ["stock.storage_location.warehouse_id", "stock.storage_location.id"],
        ),
        {"schema": SCHEMA},
    )

    item_id: Mapped[int] = refers_to("catalog.item", index=False)
    warehouse_id: Mapped[int] = refers_to("stock.warehouse")
    quantity: Mapped[Quantity] = mapped_column(server_default="0")
    storage_location_id: Mapped[int | None] = mapped_column(index=True)
