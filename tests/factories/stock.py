"""Warehouses, movements, serial numbers and counts."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from operational.catalog.models import Item
from operational.core.models import Agency
from operational.stock.models import (
    SerialNumber,
    StockCount,
    StockCountLine,
    StockMovement,
    Warehouse,
)
from tests.factories.base import make, next_number
from tests.factories.catalog import make_item
from tests.factories.core import make_agency
from tests.factories.identity import make_user


def make_warehouse(session: Session, **over: Any) -> Warehouse:
    """A depot, of a new agency unless said."""
    number = next_number()
    agency_id = over.pop("agency_id", None) or make_agency(session).id
    defaults = {
        "agency_id": agency_id,
        "code": f"D{number}",
        "name": f"Dépôt {number}",
        "kind": "depot",
    }
    return make(session, Warehouse, defaults, over)


def make_stocked_item(session: Session, warehouse: Warehouse, **over: Any) -> Item:
    """An item of the warehouse's company, without any movement."""
    agency = session.get_one(Agency, warehouse.agency_id)
    return make_item(session, company_id=agency.company_id, **over)


def make_movement(session: Session, **over: Any) -> StockMovement:
    """Ten pieces received at 10.00 on 1 June 2026, in a new warehouse unless said."""
    if "warehouse_id" not in over:
        over["warehouse_id"] = make_warehouse(session).id
    if "item_id" not in over:
        warehouse = session.get_one(Warehouse, over["warehouse_id"])
        over["item_id"] = make_stocked_item(session, warehouse).id
    defaults = {
        "moved_on": date(2026, 6, 1),
        "kind": "receipt",
        "quantity": Decimal(10),
        "unit_cost": Decimal(10) if over.get("kind", "receipt") == "receipt" else None,
    }
    return make(session, StockMovement, defaults, over)


def make_serial(session: Session, movement: StockMovement, **over: Any) -> SerialNumber:
    """A numbered piece in the warehouse of a movement."""
    defaults = {
        "item_id": movement.item_id,
        "number": f"SN{next_number()}",
        "state": "in_stock",
        "warehouse_id": movement.warehouse_id,
    }
    return make(session, SerialNumber, defaults, over)


def make_count(session: Session, **over: Any) -> StockCount:
    """A count being prepared, of a new warehouse unless said."""
    warehouse_id = over.pop("warehouse_id", None) or make_warehouse(session).id
    defaults = {
        "warehouse_id": warehouse_id,
        "counted_on": date(2026, 6, 30),
        "title": "Inventaire de juin",
    }
    return make(session, StockCount, defaults, over)


def make_count_line(session: Session, count: StockCount, **over: Any) -> StockCountLine:
    """Ten pieces expected, of a new item unless said."""
    warehouse = session.get_one(Warehouse, count.warehouse_id)
    item_id = over.pop("item_id", None) or make_stocked_item(session, warehouse).id
    defaults = {"stock_count_id": count.id, "item_id": item_id, "expected_quantity": Decimal(10)}
    return make(session, StockCountLine, defaults, over)


def start_count(session: Session, count: StockCount) -> None:
    """Starts a count."""
    user = make_user(session)
    count.state, count.started_by_id = "started", user.id
    count.started_at = datetime(2026, 6, 30, 8, tzinfo=UTC)
    session.flush()
