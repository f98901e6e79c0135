"""Tables of the deliveries."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from operational.core.columns import Base, Instant, Keyed, Public, Quantity
from operational.core.ddl import paired, refers_to
from operational.sales.columns import SCHEMA, Frozen


class DeliveryNote(Public, Frozen, Base):
    """Goods handed to a customer on a date; issued, it never changes."""

    __tablename__ = "delivery_note"
    __table_args__ = (
        paired("issued_at", "reference"),
        UniqueConstraint("company_id", "reference"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    agency_id: Mapped[int] = refers_to("core.agency")
    customer_id: Mapped[int] = refers_to("crm.customer")
    site_id: Mapped[int | None] = refers_to("crm.site")
    sales_order_id: Mapped[int | None] = refers_to("sales.sales_order")
    warehouse_id: Mapped[int | None] = refers_to("stock.warehouse")
    reference: Mapped[str | None]
    delivered_on: Mapped[date]
    issued_at: Mapped[Instant | None]
    signature_id: Mapped[int | None] = refers_to("documents.signature")


class DeliveryNoteLine(Keyed, Base):
    """What was delivered of an order line; a return is negative."""

    __tablename__ = "delivery_note_line"
    __table_args__ = (
        CheckConstraint("quantity <> 0", name="quantity_not_zero"),
        UniqueConstraint("delivery_note_id", "position"),
        {"schema": SCHEMA},
    )

    delivery_note_id: Mapped[int] = refers_to("sales.delivery_note", cascade=True)
    sales_order_line_id: Mapped[int | None] = refers_to("sales.sales_order_line")
    item_id: Mapped[int | None] = refers_to("catalog.item")
    position: Mapped[int]
    designation: Mapped[str]
    quantity: Mapped[Quantity]


class DeliverySerial(Keyed, Base):
    """A serial number that left with a delivery line; its warranty starts there."""

    __tablename__ = "delivery_serial"
    __table_args__ = (
        UniqueConstraint("delivery_note_line_id", "serial_number_id"),
        {"schema": SCHEMA},
    )

    delivery_note_line_id: Mapped[int] = refers_to("sales.delivery_note_line", cascade=True)
    serial_number_id: Mapped[int] = refers_to("stock.serial_number")
