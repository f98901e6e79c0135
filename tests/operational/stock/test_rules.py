"""Weighted average cost by replay."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from operational.stock.rules import Movement, Valuation, replay

quantities = st.integers(1, 10**6).map(lambda n: Decimal(n).scaleb(-2))
costs = st.integers(0, 10**7).map(lambda n: Decimal(n).scaleb(-4))
entries = st.builds(Movement, st.just(0), quantities, costs)
issues = st.builds(Movement, st.just(0), quantities.map(lambda q: -q))
movements = st.lists(entries | issues, max_size=30)


def entry(key: int, quantity: str, unit_cost: str) -> Movement:
    return Movement(key, Decimal(quantity), Decimal(unit_cost))


def last(*history: Movement) -> Valuation:
    return list(replay(history))[-1]


def test_twenty_at_nine_then_ten_at_seven() -> None:
    assert last(entry(1, "20", "9"), entry(2, "10", "7")).average_unit_cost == Decimal("8.3333")


def test_what_leaves_does_not_move_the_average() -> None:
    left = last(entry(1, "20", "9"), entry(2, "10", "7"), Movement(3, Decimal(-12)))
    assert left == Valuation(3, Decimal("8.3333"), Decimal(18), Decimal("8.3333"))


def test_a_return_comes_back_at_the_cost_it_left_at() -> None:
    back = last(
        entry(1, "10", "8"),
        Movement(2, Decimal(-10)),
        entry(3, "10", "20"),
        Movement(4, Decimal(10), returns=2),
    )
    assert back == Valuation(4, Decimal(8), Decimal(20), Decimal(14))


def test_a_return_of_what_left_before_the_history_comes_back_at_the_average() -> None:
    back = last(entry(1, "10", "8"), Movement(2, Decimal(1), returns=99))
    assert back == Valuation(2, Decimal(8), Decimal(11), Decimal(8))


def test_a_negative_stock_weighs_nothing() -> None:
    after = last(entry(1, "5", "8"), Movement(2, Decimal(-9)), entry(3, "6", "11"))
    assert after == Valuation(3, Decimal(11), Decimal(2), Decimal(11))


def test_an_entry_of_an_earlier_day_recomputes_what_follows() -> None:
    late = [entry(2, "10", "7"), Movement(3, Decimal(-10))]
    assert last(*late).unit_cost == 7
    assert last(entry(1, "20", "9"), *late).unit_cost == Decimal("8.3333")


def test_a_transfer_leaves_the_average_as_it_was() -> None:
    moved = last(entry(1, "3", "8.3333"), Movement(2, Decimal(-2)), Movement(3, Decimal(2)))
    assert moved == Valuation(3, Decimal("8.3333"), Decimal(3), Decimal("8.3333"))


@given(movements)
def test_the_average_stays_between_the_costs_that_entered(history: list[Movement]) -> None:
    entered = [move.unit_cost for move in history if move.unit_cost is not None]
    for valuation in replay(history):
        if valuation.average_unit_cost:
            assert min(entered) <= valuation.average_unit_cost <= max(entered)


@given(movements)
def test_the_quantity_is_the_sum_of_what_moved(history: list[Movement]) -> None:
    after = [valuation.quantity_after for valuation in replay(history)]
    assert after == [sum(move.quantity for move in history[: n + 1]) for n in range(len(after))]


@given(st.lists(entries, min_size=1, max_size=30))
def test_entries_alone_are_worth_what_they_cost(history: list[Movement]) -> None:
    paid = sum(move.quantity * (move.unit_cost or 0) for move in history)
    held = sum(move.quantity for move in history)
    rounding = held * len(history) * Decimal("0.00005")
    assert abs(list(replay(history))[-1].value_after - paid) <= rounding
