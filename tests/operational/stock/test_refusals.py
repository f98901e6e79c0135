"""What the database refuses about stock."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from operational.stock.models import MovementSerial, StockMovement, StockTransfer, Warehouse
from operational.stock.rules import COUNT_TRANSITIONS
from tests.factories.base import make
from tests.factories.catalog import make_item
from tests.factories.identity import make_user
from tests.factories.stock import (
    make_count,
    make_count_line,
    make_movement,
    make_serial,
    make_warehouse,
    start_count,
)
from tests.refusals import check_now, refused, sql
from tests.transitions import transitions_in, transitions_of

MOVE = (
    "INSERT INTO stock.stock_movement (item_id, warehouse_id, moved_on, kind, quantity, unit_cost)"
    " VALUES (:item, :warehouse, '2026-06-02', :kind, :quantity, :cost)"
)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stock.stock_movement SET quantity = 20 WHERE id = :id",
        "DELETE FROM stock.stock_movement WHERE id = :id",
        "TRUNCATE stock.stock_movement CASCADE",
    ],
)
def test_movement_changed(session: Session, statement: str) -> None:
    movement = make_movement(session)
    with refused(session, "QU001"):
        sql(session, statement, id=movement.id)


@pytest.mark.parametrize(
    ("kind", "quantity", "cost", "reason"),
    [
        ("count", 0, None, "ck_stock_movement_quantity_moves"),
        ("receipt", -1, None, "ck_stock_movement_quantity_signed"),
        ("delivery", 1, None, "ck_stock_movement_quantity_signed"),
        ("return", -1, None, "ck_stock_movement_quantity_signed"),
        ("receipt", 1, None, "ck_stock_movement_cost_given"),
        ("opening", 1, None, "ck_stock_movement_cost_given"),
        ("delivery", -1, 5, "ck_stock_movement_cost_on_entry"),
        ("transfer", 1, 5, "ck_stock_movement_transfer_at_its_cost"),
        ("loss", -1, None, "ck_stock_movement_loss_explained"),
        ("theft", -1, None, "ck_stock_movement_kind_known"),
    ],
)
def test_movement_that_makes_no_sense(
    session: Session, kind: str, quantity: int, cost: int | None, reason: str
) -> None:
    received = make_movement(session)
    with refused(session, reason):
        move(session, received, kind=kind, quantity=quantity, cost=cost)


def test_same_source_moves_the_same_item_twice(session: Session) -> None:
    source = {"source_kind": "goods_receipt_line", "source_id": "12"}
    first = make_movement(session, **source)
    with refused(session, "uq_stock_movement_source"):
        make_movement(session, **source, item_id=first.item_id, warehouse_id=first.warehouse_id)


def test_item_of_another_company(session: Session) -> None:
    warehouse, item = make_warehouse(session), make_item(session)
    with refused(session, "stock_level_item_of_company"):
        make_movement(session, item_id=item.id, warehouse_id=warehouse.id)


def test_more_than_a_warehouse_has_when_it_cannot_be_negative(session: Session) -> None:
    received = make_movement(
        session, warehouse_id=make_warehouse(session, allows_negative=False).id
    )
    move(session, received, kind="delivery", quantity=-10)
    with refused(session, "QU003"):
        move(session, received, kind="delivery", quantity=-1)


def test_more_comes_back_than_left(session: Session) -> None:
    received = make_movement(session)
    sold = move(session, received, kind="delivery", quantity=-4)
    back = {"kind": "return", "returned_movement_id": sold.id, "item_id": sold.item_id}
    make_movement(session, **back, warehouse_id=sold.warehouse_id, quantity=Decimal(3))
    with refused(session, "QU003"):
        make_movement(session, **back, warehouse_id=sold.warehouse_id, quantity=Decimal(2))


def test_another_item_comes_back_than_left(session: Session) -> None:
    sold = move(session, make_movement(session), kind="delivery", quantity=-4)
    with refused(session, "fk_stock_movement_item_id_returned_movement_id"):
        make_movement(session, kind="return", quantity=Decimal(1), returned_movement_id=sold.id)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stock.stock_level SET quantity = 99 WHERE item_id = :item",
        "DELETE FROM stock.stock_level WHERE item_id = :item",
        "UPDATE stock.average_cost SET unit_cost = 1 WHERE item_id = :item",
        "UPDATE stock.stock_valuation SET unit_cost = 1",
        "DELETE FROM stock.stock_valuation",
    ],
)
def test_what_is_derived_written_by_hand(session: Session, statement: str) -> None:
    movement = make_movement(session)
    with refused(session, "QU001"):
        sql(session, statement, item=movement.item_id)


def test_transfer_that_brings_more_than_it_takes(session: Session) -> None:
    received = make_movement(session)
    transfer = make_transfer(session, received)
    carry(session, received, transfer, out=-4, into=4)
    check_now(session)
    other = make_transfer(session, received)
    with refused(session, "QU002"):
        carry(session, received, other, out=-4, into=5)


def test_transfer_out_of_another_warehouse(session: Session) -> None:
    received = make_movement(session)
    transfer = make_transfer(session, received)
    sql(
        session,
        "UPDATE stock.stock_transfer SET from_warehouse_id = to_warehouse_id,"
        " to_warehouse_id = from_warehouse_id WHERE id = :id",
        id=transfer.id,
    )
    with refused(session, "QU002"):
        carry(session, received, transfer, out=-4, into=4)


def test_transfer_movement_without_its_transfer(session: Session) -> None:
    received = make_movement(session)
    with refused(session, "QU002"):
        move(session, received, kind="transfer", quantity=-1)


def test_serial_number_given_twice_to_an_item(session: Session) -> None:
    serial = make_serial(session, make_movement(session))
    with refused(session, "uq_serial_number_item_id_number"):
        sql(
            session,
            "INSERT INTO stock.serial_number (item_id, number, state)"
            " VALUES (:item, :number, 'delivered')",
            item=serial.item_id,
            number=serial.number,
        )


def test_piece_in_stock_nowhere(session: Session) -> None:
    serial = make_serial(session, make_movement(session))
    with refused(session, "ck_serial_number_place_known"):
        sql(
            session,
            "UPDATE stock.serial_number SET warehouse_id = NULL WHERE id = :id",
            id=serial.id,
        )


def test_more_serial_numbers_than_pieces_moved(session: Session) -> None:
    movement = make_movement(session, quantity=Decimal(1))
    name_serial(session, movement)
    with refused(session, "QU003"):
        name_serial(session, movement)


def test_serial_number_of_another_item(session: Session) -> None:
    movement, serial = make_movement(session), make_serial(session, make_movement(session))
    with refused(session, "fk_movement_serial_item_id_serial_number_id"):
        sql(
            session,
            "INSERT INTO stock.movement_serial (item_id, stock_movement_id, serial_number_id)"
            " VALUES (:item, :movement, :serial)",
            item=movement.item_id,
            movement=movement.id,
            serial=serial.id,
        )


def test_target_under_the_reorder_level(session: Session) -> None:
    movement = make_movement(session)
    with refused(session, "ck_reorder_rule_target_above_level"):
        sql(
            session,
            "INSERT INTO stock.reorder_rule"
            " (item_id, warehouse_id, reorder_level, target_quantity) VALUES (:item, :wh, 5, 4)",
            item=movement.item_id,
            wh=movement.warehouse_id,
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stock.stock_count_line SET expected_quantity = 8 WHERE stock_count_id = :id",
        "DELETE FROM stock.stock_count_line WHERE stock_count_id = :id",
        "UPDATE stock.stock_count SET counted_on = '2026-07-01' WHERE id = :id",
        "DELETE FROM stock.stock_count WHERE id = :id",
    ],
)
def test_started_count_changed(session: Session, statement: str) -> None:
    count = make_count(session)
    make_count_line(session, count)
    start_count(session, count)
    sql(
        session,
        "UPDATE stock.stock_count_line SET counted_quantity = 9, counted_at = now()"
        " WHERE stock_count_id = :id",
        id=count.id,
    )
    with refused(session, "QU001"):
        sql(session, statement, id=count.id)


def test_count_started_without_what_is_expected(session: Session) -> None:
    count = make_count(session)
    make_count_line(session, count, expected_quantity=None)
    with refused(session, "QU002"):
        start_count(session, count)


def test_count_validated_without_moving_its_differences(session: Session) -> None:
    count = make_count(session)
    line = make_count_line(
        session,
        count,
        counted_quantity=Decimal(9),
        counted_at=datetime(2026, 6, 30, 9, tzinfo=UTC),
    )
    start_count(session, count)
    with refused(session, "QU002"):
        validate(session, count.id)
    make_movement(
        session,
        item_id=line.item_id,
        warehouse_id=count.warehouse_id,
        kind="count",
        quantity=Decimal(-1),
        source_kind="stock_count_line",
        source_id=str(line.id),
    )
    validate(session, count.id)
    check_now(session)
    with refused(session, "QU001"):
        sql(session, "UPDATE stock.stock_count_line SET reason = 'x' WHERE id = :id", id=line.id)


def test_states_of_a_count_are_those_of_the_rules(session: Session) -> None:
    allowed = transitions_in(session, "stock.stock_count")
    assert allowed == transitions_of(COUNT_TRANSITIONS)


def test_count_validated_without_being_started(session: Session) -> None:
    count = make_count(session)
    with refused(session, "QU004"):
        validate(session, count.id)


def validate(session: Session, count: int) -> None:
    sql(
        session,
        "UPDATE stock.stock_count SET state = 'validated', validated_at = now(),"
        " validated_by_id = :user WHERE id = :count",
        count=count,
        user=make_user(session).id,
    )


def move(session: Session, received: StockMovement, **values: object) -> StockMovement:
    values = {"cost": None, **values}
    sql(session, MOVE, item=received.item_id, warehouse=received.warehouse_id, **values)
    newest = select(StockMovement).order_by(StockMovement.id.desc()).limit(1)
    return session.scalars(newest).one()


def make_transfer(session: Session, received: StockMovement) -> StockTransfer:
    depot = session.get_one(Warehouse, received.warehouse_id)
    van = make_warehouse(session, agency_id=depot.agency_id, kind="vehicle")
    values = {"from_warehouse_id": received.warehouse_id, "to_warehouse_id": van.id}
    return make(session, StockTransfer, values | {"moved_on": date(2026, 6, 2)}, {})


def carry(
    session: Session, received: StockMovement, transfer: StockTransfer, *, out: int, into: int
) -> None:
    warehouses = {out: transfer.from_warehouse_id, into: transfer.to_warehouse_id}
    for quantity, warehouse in warehouses.items():
        make_movement(
            session,
            item_id=received.item_id,
            warehouse_id=warehouse,
            kind="transfer",
            quantity=Decimal(quantity),
            source_kind="stock_transfer",
            source_id=str(transfer.id),
        )


def name_serial(session: Session, movement: StockMovement) -> None:
    serial = make_serial(session, movement)
    values = {"item_id": movement.item_id, "stock_movement_id": movement.id}
    make(session, MovementSerial, values | {"serial_number_id": serial.id}, {})
