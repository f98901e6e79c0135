"""Pieces followed one by one."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Keyed, Public
from operational.core.ddl import code_check, refers_to
from operational.stock.types import SerialState

SCHEMA = "stock"


class SerialNumber(Public, Base):
    """One numbered piece of an item, from its receipt to the customer's place and back."""

    __tablename__ = "serial_number"
    __table_args__ = (
        UniqueConstraint("item_id", "number"),
        UniqueConstraint("item_id", "id"),
        code_check("state", SerialState),
        CheckConstraint("(state = 'in_stock') = (warehouse_id IS NOT NULL)", name="place_known"),
        CheckConstraint("btrim(number) <> ''", name="number_given"),
        {"schema": SCHEMA},
    )

    item_id: Mapped[int] = refers_to("catalog.item", index=False)
    number: Mapped[str] = mapped_column(index=True)
    state: Mapped[str]
    warehouse_id: Mapped[int | None] = refers_to("stock.warehouse")


class MovementSerial(Keyed, Base):
    """A numbered piece that a movement moved; a movement names no more pieces than it moves."""

    __tablename__ = "movement_serial"
    __table_args__ = (
        UniqueConstraint("stock_movement_id", "serial_number_id"),
        ForeignKeyConstraint(
            ["item_id", "stock_movement_id"],
            ["stock.stock_movement.item_id", "stock.stock_movement.id"],
        ),
        ForeignKeyConstraint(
            ["item_id", "serial_number_id"],
            ["stock.serial_number.item_id", "stock.serial_number.id"],
        ),
        {"schema": SCHEMA},
    )

    item_id: Mapped[int]
    stock_movement_id: Mapped[int]
    serial_number_id: Mapped[int] = mapped_column(index=True)
