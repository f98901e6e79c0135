"""Which projects a purchase is for."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from operational.core.columns import Base, Keyed, Money, Rate
from operational.core.ddl import refers_to

SCHEMA = "purchasing"


class PurchaseAllocation(Keyed, Base):
    """The share of an ordered or received line that a project bears, typed as an amount or a %.

    An order line's shares are a forecast, a receipt line's are the cost. `net` is the share in
    either case; what no project bears goes to stock.
    """

    __tablename__ = "purchase_allocation"
    __table_args__ = (
        CheckConstraint(
            "num_nonnulls(purchase_order_line_id, goods_receipt_line_id) = 1", name="one_line"
        ),
        CheckConstraint("percentage > 0 AND percentage <= 100", name="percentage_range"),
        UniqueConstraint(
            "purchase_order_line_id",
            "goods_receipt_line_id",
            "project_id",
            "work_package_id",
            postgresql_nulls_not_distinct=True,
            name="uq_purchase_allocation_line_project",
        ),
        {"schema": SCHEMA},
    )

    purchase_order_line_id: Mapped[int | None] = refers_to(
        "purchasing.purchase_order_line", cascade=True, index=False
    )
    goods_receipt_line_id: Mapped[int | None] = refers_to(
        "purchasing.goods_receipt_line", cascade=True
    )
    project_id: Mapped[int] = refers_to("projects.project")
    work_package_id: Mapped[int | None] = refers_to("projects.work_package")
    percentage: Mapped[Rate | None]
    net: Mapped[Money]
