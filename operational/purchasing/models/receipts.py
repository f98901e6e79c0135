"""What arrived, and what went back."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import (
    Base,
    Instant,
    Keyed,
    Money,
    Public,
    Quantity,
    Rate,
    UnitPrice,
)
from operational.core.ddl import not_negative, paired, refers_to

SCHEMA = "purchasing"


class GoodsReceipt(Public, Base):
    """A delivery of a supplier, or goods sent back to one; issued, it never changes."""

    __tablename__ = "goods_receipt"
    __table_args__ = (
        UniqueConstraint("company_id", "reference"),
        paired("issued_at", "reference"),
        CheckConstraint("num_nonnulls(warehouse_id, site_id) <= 1", name="one_destination"),
        Index(None, "company_id", "received_on"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company", index=False)
    agency_id: Mapped[int] = refers_to("core.agency")
    supplier_id: Mapped[int] = refers_to("crm.supplier")
    warehouse_id: Mapped[int | None] = refers_to("stock.warehouse")
    site_id: Mapped[int | None] = refers_to("crm.site")
    reference: Mapped[str | None]
    supplier_reference: Mapped[str | None]
    received_on: Mapped[date]
    net: Mapped[Money] = mapped_column(server_default="0")
    note: Mapped[str | None]
    by_id: Mapped[int | None] = refers_to("identity.app_user")
    issued_at: Mapped[Instant | None]
    document_id: Mapped[int | None] = refers_to("documents.document")


class GoodsReceiptLine(Keyed, Base):
    """What was received of an order line (negative: sent back), at the price then known.

    `is_over_receipt` owns up to more than was ordered; `closes_remainder` says that what is still
    left of the order line will not come. `promised_on` is what the order promised that day.
    """

    __tablename__ = "goods_receipt_line"
    __table_args__ = (
        UniqueConstraint("goods_receipt_id", "position"),
        CheckConstraint("quantity <> 0", name="quantity_moves"),
        CheckConstraint("discount_rate BETWEEN 0 AND 100", name="discount_rate_range"),
        *not_negative("unit_price"),
        CheckConstraint(
            "net = round(quantity * unit_price * (1 - discount_rate / 100), 2)",
            name="net_computed",
        ),
        CheckConstraint("(returned_line_id IS NOT NULL) = (quantity < 0)", name="return_of_line"),
        CheckConstraint(
            "purchase_order_line_id IS NOT NULL OR NOT (is_over_receipt OR closes_remainder)",
            name="flags_of_order",
        ),
        {"schema": SCHEMA},
    )

    goods_receipt_id: Mapped[int] = refers_to(
        "purchasing.goods_receipt", cascade=True, index=False
    )
    position: Mapped[int]
    purchase_order_line_id: Mapped[int | None] = refers_to("purchasing.purchase_order_line")
    returned_line_id: Mapped[int | None] = refers_to("purchasing.goods_receipt_line")
    item_id: Mapped[int | None] = refers_to("catalog.item")
    designation: Mapped[str]
    quantity: Mapped[Quantity]
    unit_price: Mapped[UnitPrice]
    discount_rate: Mapped[Rate] = mapped_column(server_default="0")
    net: Mapped[Money]
    promised_on: Mapped[date | None]
    is_over_receipt: Mapped[bool] = mapped_column(server_default=text("false"))
    closes_remainder: Mapped[bool] = mapped_column(server_default=text("false"))
