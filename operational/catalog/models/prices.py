"""Price levels: purchase price × overhead coefficient × markup coefficient (rules.md, prices)."""

from datetime import date

from sqlalchemy import CheckConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped

from operational.core.columns import Base, Instant, Keyed, Rate, UnitPrice
from operational.core.ddl import ordered, refers_to

SCHEMA = "catalog"


class OverheadCoefficient(Keyed, Base):
    """What a purchase price is multiplied by to carry overheads, per family (none: all families)."""

    __tablename__ = "overhead_coefficient"
    __table_args__ = (
        ordered("valid_from", "valid_to"),
        CheckConstraint("coefficient > 0", name="coefficient_positive"),
        ExcludeConstraint(
            ("company_id", "="),
            (text("coalesce(item_family_id, 0)"), "="),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="ex_overhead_coefficient_overlap",
        ),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    item_family_id: Mapped[int | None] = refers_to("catalog.item_family")
    coefficient: Mapped[Rate]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class MarkupCoefficient(Keyed, Base):
    """What the loaded cost is multiplied by for a customer status, per family (none: all families)."""

    __tablename__ = "markup_coefficient"
    __table_args__ = (
        ordered("valid_from", "valid_to"),
        CheckConstraint("coefficient > 0", name="coefficient_positive"),
        ExcludeConstraint(
            ("customer_status_id", "="),
            (text("coalesce(item_family_id, 0)"), "="),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="ex_markup_coefficient_overlap",
        ),
        {"schema": SCHEMA},
    )

    customer_status_id: Mapped[int] = refers_to("crm.customer_status")
    item_family_id: Mapped[int | None] = refers_to("catalog.item_family")
    coefficient: Mapped[Rate]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class ItemPrice(Keyed, Base):
    """A price typed by hand for an item and a customer status; it wins over the coefficients."""

    __tablename__ = "item_price"
    __table_args__ = (
        ordered("valid_from", "valid_to"),
        ExcludeConstraint(
            ("item_id", "="),
            ("customer_status_id", "="),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="ex_item_price_overlap",
        ),
        {"schema": SCHEMA},
    )

    item_id: Mapped[int] = refers_to("catalog.item", cascade=True)
    customer_status_id: Mapped[int] = refers_to("crm.customer_status")
    unit_price: Mapped[UnitPrice]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class PurchasePriceChange(Keyed, Base):
    """One change of an item's purchase price, and what was kept: the price or the coefficient."""

    __tablename__ = "purchase_price_change"
    __table_args__ = ({"schema": SCHEMA},)

    item_id: Mapped[int] = refers_to("catalog.item", cascade=True)
    changed_at: Mapped[Instant]
    old_price: Mapped[UnitPrice]
    new_price: Mapped[UnitPrice]
    kept: Mapped[str]
    by_id: Mapped[int | None] = refers_to("identity.app_user")
