"""Published price indices by which contracts are revised."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from operational.core.columns import Base, Keyed, UnitPrice
from operational.core.ddl import refers_to

SCHEMA = "contracts"


class PriceIndex(Keyed, Base):
    """A published index (labor cost, services to companies…)."""

    __tablename__ = "price_index"
    __table_args__ = (UniqueConstraint("code"), {"schema": SCHEMA})

    code: Mapped[str]
    label: Mapped[str]
    source: Mapped[str | None]


class PriceIndexValue(Keyed, Base):
    """The value of an index for a month, named by its first day."""

    __tablename__ = "price_index_value"
    __table_args__ = (
        UniqueConstraint("price_index_id", "month"),
        CheckConstraint("extract(day FROM month) = 1", name="month_by_first_day"),
        CheckConstraint("value > 0", name="value_positive"),
        {"schema": SCHEMA},
    )

    price_index_id: Mapped[int] = refers_to("contracts.price_index", index=False)
    month: Mapped[date]
    value: Mapped[UnitPrice]
    published_on: Mapped[date | None]
