"""What the ledger's triggers derive, against the pure replay and the proofs."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from operational.catalog.models import Item
from operational.stock.models import (
    AverageCost,
    StockLevel,
    StockMovement,
    StockValuation,
    Warehouse,
)
from operational.stock.rules import Movement, replay
from tests.factories.stock import make_movement, make_stocked_item, make_warehouse

START = date(2026, 1, 1)


def test_twenty_at_nine_then_ten_at_seven(session: Session) -> None:
    first = make_movement(session, quantity=Decimal(20), unit_cost=Decimal(9))
    make_movement(session, **same_shelf(first), unit_cost=Decimal(7))
    assert average_cost(session, first.item_id) == Decimal("8.3333")
    assert level(session, first) == 30


def test_a_backdated_entry_recomputes_what_follows(session: Session) -> None:
    received = make_movement(session, unit_cost=Decimal(7), moved_on=date(2026, 6, 10))
    shelf = same_shelf(received)
    sold = make_movement(
        session, **shelf, kind="delivery", quantity=Decimal(-10), moved_on=date(2026, 6, 20)
    )
    assert cost_of(session, sold) == 7
    make_movement(session, **shelf, quantity=Decimal(20), unit_cost=Decimal(9))
    assert cost_of(session, sold) == Decimal("8.3333")
    assert_derived(session)


def test_a_return_comes_back_at_the_cost_it_left_at(session: Session) -> None:
    received = make_movement(session, unit_cost=Decimal(8))
    shelf = same_shelf(received)
    sold = make_movement(session, **shelf, kind="delivery", quantity=Decimal(-10))
    make_movement(session, **shelf, unit_cost=Decimal(20))
    back = make_movement(session, **shelf, kind="return", returned_movement_id=sold.id)
    assert cost_of(session, back) == 8
    assert average_cost(session, received.item_id) == 14


def test_a_return_follows_the_cost_of_what_left_when_it_is_recomputed(session: Session) -> None:
    received = make_movement(session, unit_cost=Decimal(8), moved_on=date(2026, 6, 10))
    shelf = same_shelf(received)
    later = {"moved_on": date(2026, 6, 20)}
    sold = make_movement(session, **shelf, kind="delivery", quantity=Decimal(-5), **later)
    back = make_movement(
        session,
        **shelf,
        kind="return",
        quantity=Decimal(5),
        returned_movement_id=sold.id,
        **later,
    )
    make_movement(session, **shelf, unit_cost=Decimal(16))
    assert cost_of(session, back) == cost_of(session, sold) == 12
    assert_derived(session)


def test_the_average_is_of_all_warehouses_together(session: Session) -> None:
    received = make_movement(session, unit_cost=Decimal(9), quantity=Decimal(20))
    depot = session.get_one(Warehouse, received.warehouse_id)
    van = make_warehouse(session, agency_id=depot.agency_id, kind="vehicle")
    other = make_movement(
        session, item_id=received.item_id, warehouse_id=van.id, unit_cost=Decimal(7)
    )
    assert average_cost(session, received.item_id) == Decimal("8.3333")
    assert [level(session, movement) for movement in (received, other)] == [20, 10]


def test_any_history_gives_what_the_rules_say(session: Session) -> None:
    for seed in range(5):
        item = play(session, Random(seed))
        history = select(StockMovement).filter_by(item_id=item.id)
        in_order = session.scalars(history.order_by(StockMovement.moved_on, StockMovement.id))
        expected = {
            v.key: (v.unit_cost, v.quantity_after, v.average_unit_cost)
            for v in replay(
                Movement(m.id, m.quantity, m.unit_cost, m.returned_movement_id) for m in in_order
            )
        }
        kept = session.execute(
            select(
                StockValuation.stock_movement_id,
                StockValuation.unit_cost,
                StockValuation.quantity_after,
                StockValuation.average_unit_cost,
            ).where(StockValuation.stock_movement_id.in_(expected))
        )
        assert {key: tuple(values) for key, *values in kept} == expected
    assert_derived(session)


def test_proofs_see_a_level_and_a_cost_that_are_wrong(session: Session) -> None:
    movement = make_movement(session)
    assert_derived(session)
    session.execute(text("SET LOCAL session_replication_role = replica"))
    session.execute(text("UPDATE stock.stock_level SET quantity = 11"))
    session.execute(text("UPDATE stock.average_cost SET unit_cost = 11"))
    assert wrong(session, "levels") == [
        (movement.item_id, movement.warehouse_id, Decimal(11), Decimal(10))
    ]
    assert wrong(session, "costs") == [(movement.item_id, None, Decimal(11), Decimal(10))]


def play(session: Session, random: Random) -> Item:
    """A new item with 25 movements at random, of dates in any order."""
    depot = make_warehouse(session)
    van = make_warehouse(session, agency_id=depot.agency_id)
    item = make_stocked_item(session, depot)
    deliveries: list[StockMovement] = []
    for _ in range(25):
        common: dict[str, Any] = {
            "item_id": item.id,
            "warehouse_id": random.choice([depot, van]).id,
            "moved_on": START + timedelta(days=random.randrange(60)),
        }
        quantity = Decimal(random.randint(1, 500)).scaleb(-1)
        if random.random() < 0.4:
            cost = Decimal(random.randint(0, 10**6)).scaleb(-4)
            make_movement(session, **common, quantity=quantity, unit_cost=cost)
        elif deliveries and random.random() < 0.3:
            sold = deliveries.pop()
            make_movement(
                session,
                **common,
                kind="return",
                quantity=-sold.quantity,
                returned_movement_id=sold.id,
            )
        else:
            deliveries.append(
                make_movement(session, **common, kind="delivery", quantity=-quantity)
            )
    return item


def same_shelf(movement: StockMovement) -> dict[str, int]:
    return {"item_id": movement.item_id, "warehouse_id": movement.warehouse_id}


def cost_of(session: Session, movement: StockMovement) -> Decimal:
    query = select(StockValuation.unit_cost).filter_by(stock_movement_id=movement.id)
    return session.scalars(query).one()


def average_cost(session: Session, item_id: int) -> Decimal:
    return session.scalars(select(AverageCost.unit_cost).filter_by(item_id=item_id)).one()


def level(session: Session, movement: StockMovement) -> Decimal:
    query = select(StockLevel.quantity).filter_by(**same_shelf(movement))
    return session.scalars(query).one()


def assert_derived(session: Session) -> None:
    assert wrong(session, "levels") == []
    assert wrong(session, "costs") == []


def wrong(session: Session, what: str) -> list[tuple[object, ...]]:
    proof = getattr(func.stock, f"wrong_{what}")
    return [tuple(row) for row in session.execute(select("*").select_from(proof()))]
