"""Where stock is kept."""

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Public
from operational.core.ddl import code_check, refers_to
from operational.stock.types import WarehouseKind

SCHEMA = "stock"


class Warehouse(Public, Base):
    """A place that keeps stock: a depot, a shop, the van of a technician."""

    __tablename__ = "warehouse"
    __table_args__ = (
        UniqueConstraint("agency_id", "code"),
        code_check("kind", WarehouseKind),
        CheckConstraint("employee_id IS NULL OR kind = 'vehicle'", name="employee_of_vehicle"),
        {"schema": SCHEMA},
    )

    agency_id: Mapped[int] = refers_to("core.agency", index=False)
    code: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    employee_id: Mapped[int | None] = refers_to("crm.employee")
    allows_negative: Mapped[bool] = mapped_column(server_default=text("true"))
    archived_at: Mapped[Instant | None]


class StorageLocation(Keyed, Base):
    """An aisle, a shelf, a box of a warehouse, with the barcode stuck on it."""

    __tablename__ = "storage_location"
    __table_args__ = (
        UniqueConstraint("warehouse_id", "code"),
        UniqueConstraint("warehouse_id", "id"),
        {"schema": SCHEMA},
    )

    warehouse_id: Mapped[int] = refers_to("stock.warehouse", index=False)
    code: Mapped[str]
    barcode: Mapped[str | None] = mapped_column(unique=True)
