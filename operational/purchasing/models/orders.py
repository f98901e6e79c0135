"""What should be bought, and what was ordered."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import (
    Base,
    Instant,
    Keyed,
    Money,
    Payload,
    Public,
    Quantity,
    Rate,
    UnitPrice,
)
from operational.core.ddl import code_check, not_negative, paired, refers_to
from operational.purchasing.types import NeedOrigin, PurchaseOrderState

SCHEMA = "purchasing"


class PurchaseBasketLine(Keyed, Base):
    """An item to be ordered: put in by hand, by the reorder level or by a need, then ordered."""

    __tablename__ = "purchase_basket_line"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        code_check("origin", NeedOrigin),
        paired("dropped_at", "dropped_by_id"),
        paired("source_kind", "source_id"),
        CheckConstraint(
            "purchase_order_line_id IS NULL OR dropped_at IS NULL", name="ordered_or_dropped"
        ),
        {"schema": SCHEMA},
    )

    agency_id: Mapped[int] = refers_to("core.agency")
    item_id: Mapped[int] = refers_to("catalog.item")
    quantity: Mapped[Quantity]
    supplier_id: Mapped[int | None] = refers_to("crm.supplier")
    warehouse_id: Mapped[int | None] = refers_to("stock.warehouse")
    project_id: Mapped[int | None] = refers_to("projects.project")
    needed_on: Mapped[date | None]
    origin: Mapped[str] = mapped_column(server_default="manual")
    source_kind: Mapped[str | None]
    source_id: Mapped[str | None]
    note: Mapped[str | None]
    by_id: Mapped[int | None] = refers_to("identity.app_user")
    purchase_order_line_id: Mapped[int | None] = refers_to("purchasing.purchase_order_line")
    dropped_at: Mapped[Instant | None]
    dropped_by_id: Mapped[int | None] = refers_to("identity.app_user")


class PurchaseOrder(Public, Base):
    """An order to a supplier; once sent, its content never changes, promised dates apart.

    It goes to a warehouse or straight to a site. `printed` freezes what was sent.
    """

    __tablename__ = "purchase_order"
    __table_args__ = (
        code_check("state", PurchaseOrderState),
        UniqueConstraint("company_id", "reference"),
        paired("sent_at", "reference"),
        paired("acknowledged_at", "supplier_reference"),
        paired("closed_at", "close_reason"),
        paired("canceled_at", "cancel_reason"),
        CheckConstraint(
            "CASE state WHEN 'draft' THEN sent_at IS NULL WHEN 'canceled' THEN true"
            " ELSE sent_at IS NOT NULL END",
            name="sent_dated",
        ),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_dated"),
        CheckConstraint("(state = 'canceled') = (canceled_at IS NOT NULL)", name="canceled_dated"),
        CheckConstraint("num_nonnulls(warehouse_id, site_id) <= 1", name="one_destination"),
        *not_negative("net"),
        Index(None, "company_id", "ordered_on"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company", index=False)
    agency_id: Mapped[int] = refers_to("core.agency")
    supplier_id: Mapped[int] = refers_to("crm.supplier")
    project_id: Mapped[int | None] = refers_to("projects.project")
    warehouse_id: Mapped[int | None] = refers_to("stock.warehouse")
    site_id: Mapped[int | None] = refers_to("crm.site")
    payment_terms_id: Mapped[int | None] = refers_to("payments.payment_terms")
    buyer_id: Mapped[int | None] = refers_to("crm.employee")
    reference: Mapped[str | None]
    state: Mapped[str] = mapped_column(server_default="draft")
    ordered_on: Mapped[date]
    net: Mapped[Money] = mapped_column(server_default="0")
    note: Mapped[str | None]
    printed: Mapped[Payload] = mapped_column(server_default=text("'{}'"))
    sent_at: Mapped[Instant | None]
    acknowledged_at: Mapped[Instant | None]
    supplier_reference: Mapped[str | None]
    closed_at: Mapped[Instant | None]
    close_reason: Mapped[str | None]
    canceled_at: Mapped[Instant | None]
    cancel_reason: Mapped[str | None]


class PurchaseOrderLine(Keyed, Base):
    """What is ordered of an item, or of something named; received and left are sums, not kept."""

    __tablename__ = "purchase_order_line"
    __table_args__ = (
        UniqueConstraint("purchase_order_id", "position", deferrable=True, initially="DEFERRED"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("discount_rate BETWEEN 0 AND 100", name="discount_rate_range"),
        CheckConstraint("vat_percentage BETWEEN 0 AND 100", name="vat_percentage_range"),
        *not_negative("unit_price"),
        CheckConstraint(
            "net = round(quantity * unit_price * (1 - discount_rate / 100), 2)",
            name="net_computed",
        ),
        {"schema": SCHEMA},
    )

    purchase_order_id: Mapped[int] = refers_to(
        "purchasing.purchase_order", cascade=True, index=False
    )
    position: Mapped[int]
    item_id: Mapped[int | None] = refers_to("catalog.item")
    supplier_reference: Mapped[str | None]
    designation: Mapped[str]
    quantity: Mapped[Quantity]
    unit_code: Mapped[str | None]
    unit_price: Mapped[UnitPrice]
    discount_rate: Mapped[Rate] = mapped_column(server_default="0")
    net: Mapped[Money]
    vat_percentage: Mapped[Rate] = mapped_column(server_default="20")
    promised_on: Mapped[date | None]
