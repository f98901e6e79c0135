"""Stock counts, typed or scanned."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Public, Quantity
from operational.core.ddl import code_check, paired, refers_to
from operational.stock.types import CountState

SCHEMA = "stock"


class StockCount(Public, Base):
    """A count of a warehouse; what is expected is frozen when it starts, all of it when validated."""

    __tablename__ = "stock_count"
    __table_args__ = (
        code_check("state", CountState),
        paired("started_at", "started_by_id"),
        paired("validated_at", "validated_by_id"),
        paired("canceled_at", "cancel_reason"),
        CheckConstraint(
            "state = 'canceled' OR (state = 'draft') = (started_at IS NULL)", name="started_dated"
        ),
        CheckConstraint(
            "(state = 'validated') = (validated_at IS NOT NULL)", name="validated_dated"
        ),
        CheckConstraint("(state = 'canceled') = (canceled_at IS NOT NULL)", name="canceled_dated"),
        {"schema": SCHEMA},
    )

    warehouse_id: Mapped[int] = refers_to("stock.warehouse")
    counted_on: Mapped[date]
    title: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="draft")
    started_at: Mapped[Instant | None]
    started_by_id: Mapped[int | None] = refers_to("identity.app_user")
    validated_at: Mapped[Instant | None]
    validated_by_id: Mapped[int | None] = refers_to("identity.app_user")
    canceled_at: Mapped[Instant | None]
    cancel_reason: Mapped[str | None]


class StockCountLine(Keyed, Base):
    """An item of a count: what was expected, what was found, why they differ."""

    __tablename__ = "stock_count_line"
    __table_args__ = (
        UniqueConstraint("stock_count_id", "item_id"),
        UniqueConstraint("stock_count_id", "id"),
        CheckConstraint("counted_quantity >= 0", name="counted_not_negative"),
        paired("counted_at", "counted_quantity"),
        {"schema": SCHEMA},
    )

    stock_count_id: Mapped[int] = refers_to("stock.stock_count", cascade=True, index=False)
    item_id: Mapped[int] = refers_to("catalog.item")
    expected_quantity: Mapped[Quantity | None]
    counted_quantity: Mapped[Quantity | None]
    counted_at: Mapped[Instant | None]
    counted_by_id: Mapped[int | None] = refers_to("identity.app_user")
    reason: Mapped[str | None]


class StockCountScan(Public, Base):
    """One read of a barcode during a count; sent again by a device out of reach, it counts once.

    The device makes its `public_id`. Without a line, the barcode was not recognized.
    """

    __tablename__ = "stock_count_scan"
    __table_args__ = (
        ForeignKeyConstraint(
            ["stock_count_id", "stock_count_line_id"],
            ["stock.stock_count_line.stock_count_id", "stock.stock_count_line.id"],
            ondelete="CASCADE",
        ),
        CheckConstraint("quantity <> 0", name="quantity_counts"),
        {"schema": SCHEMA},
    )

    stock_count_id: Mapped[int] = refers_to("stock.stock_count", cascade=True)
    stock_count_line_id: Mapped[int | None] = mapped_column(index=True)
    barcode: Mapped[str]
    quantity: Mapped[Quantity] = mapped_column(server_default="1")
    scanned_at: Mapped[Instant]
    by_id: Mapped[int | None] = refers_to("identity.app_user")
