"""Weighted average cost, replayed from the movements of an item, and the life of a count."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from operational.stock.types import CountState

UNIT_COST_STEP = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement to value: a signed quantity, and for an entry what says its cost.

    `unit_cost` is what the entry brings; else it takes the cost of the earlier movement named by
    `returns`; else the average.
    """

    key: int
    quantity: Decimal
    unit_cost: Decimal | None = None
    returns: int | None = None


@dataclass(frozen=True, slots=True)
class Valuation:
    """What a movement is worth, and the state of the item after it."""

    key: int
    unit_cost: Decimal
    quantity_after: Decimal
    average_unit_cost: Decimal

    @property
    def value_after(self) -> Decimal:
        """The value of what is left in stock, negative while more left than entered."""
        return self.quantity_after * self.average_unit_cost


def replay(movements: Iterable[Movement]) -> Iterator[Valuation]:
    """Values the movements of one item, all warehouses together, in date order.

    An item that never entered has an average cost of 0.
    """
    quantity, average = Decimal(0), Decimal(0)
    costs: dict[int, Decimal] = {}
    for movement in movements:
        cost = movement_cost(movement, costs, average)
        if movement.quantity > 0:
            average = average_after_entry(quantity, average, movement.quantity, cost)
        quantity += movement.quantity
        costs[movement.key] = cost
        yield Valuation(movement.key, cost, quantity, average)


def movement_cost(movement: Movement, costs: dict[int, Decimal], average: Decimal) -> Decimal:
    """The unit cost a movement happens at; a return of a later movement takes the average."""
    if movement.unit_cost is not None:
        return movement.unit_cost
    if movement.returns is not None:
        return costs.get(movement.returns, average)
    return average


def average_after_entry(
    quantity: Decimal, average: Decimal, entered: Decimal, unit_cost: Decimal
) -> Decimal:
    """The average once `entered` came in at `unit_cost`; a negative stock weighs nothing."""
    before = max(quantity, Decimal(0))
    value = before * average + entered * unit_cost
    return (value / (before + entered)).quantize(UNIT_COST_STEP, ROUND_HALF_UP)


COUNT_TRANSITIONS: dict[CountState, frozenset[CountState]] = {
    CountState.DRAFT: frozenset({CountState.STARTED, CountState.CANCELED}),
    CountState.STARTED: frozenset({CountState.VALIDATED, CountState.CANCELED}),
    CountState.VALIDATED: frozenset(),
    CountState.CANCELED: frozenset(),
}
