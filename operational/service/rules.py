"""Warranty and cost of an intervention, and the order of its states."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from operational.core.money import ZERO, round_half_up
from operational.core.periods import add_months
from operational.service.types import InterventionState, TicketState

TICKET_STEPS = {
    TicketState.OPEN: {
        TicketState.IN_PROGRESS,
        TicketState.ON_HOLD,
        TicketState.RESOLVED,
        TicketState.CANCELED,
    },
    TicketState.IN_PROGRESS: {TicketState.ON_HOLD, TicketState.RESOLVED, TicketState.CANCELED},
    TicketState.ON_HOLD: {TicketState.IN_PROGRESS, TicketState.RESOLVED, TicketState.CANCELED},
    TicketState.RESOLVED: {TicketState.IN_PROGRESS},
    TicketState.CANCELED: set(),
}
"""What may follow each state of a ticket; one resolved too soon is taken up again."""

INTERVENTION_STEPS = {
    InterventionState.PLANNED: {
        InterventionState.CONFIRMED,
        InterventionState.ON_THE_WAY,
        InterventionState.IN_PROGRESS,
        InterventionState.NOT_DONE,
    },
    InterventionState.CONFIRMED: {
        InterventionState.PLANNED,
        InterventionState.ON_THE_WAY,
        InterventionState.IN_PROGRESS,
        InterventionState.NOT_DONE,
    },
    InterventionState.ON_THE_WAY: {InterventionState.IN_PROGRESS, InterventionState.NOT_DONE},
    InterventionState.IN_PROGRESS: {InterventionState.DONE, InterventionState.NOT_DONE},
    InterventionState.DONE: set(),
    InterventionState.NOT_DONE: set(),
}
"""What may follow each state of an intervention; a confirmed one goes back to planned when moved."""


def warranty_end(
    *, delivered_on: date | None, commissioned_on: date | None, warranty_months: int
) -> date | None:
    """The last day under warranty, from the commissioning if any, else from the delivery.

    None where neither is known.
    """
    start = commissioned_on or delivered_on
    return None if start is None else add_months(start, warranty_months)


def under_warranty(*, opened_on: date, warranty_ends_on: date | None) -> bool:
    """Whether a ticket opened that day is under warranty, its last day included."""
    return warranty_ends_on is not None and opened_on <= warranty_ends_on


def labor_cost(*, hours: Decimal, cost_rate: Decimal) -> Decimal:
    """Hours at the cost of an hour."""
    return round_half_up(hours * cost_rate)


def travel_cost(
    *, kilometers: Decimal, kilometer_rate: Decimal, hours: Decimal, cost_rate: Decimal
) -> Decimal:
    """The way at the cost of a kilometer, and its time at the cost of an hour."""
    return round_half_up(kilometers * kilometer_rate) + round_half_up(hours * cost_rate)


def part_cost(*, quantity: Decimal, unit_cost: Decimal) -> Decimal:
    """Parts at their weighted average cost."""
    return round_half_up(quantity * unit_cost)


def intervention_cost(
    *, labor: Iterable[Decimal], travel: Iterable[Decimal], parts: Iterable[Decimal]
) -> Decimal:
    """What an intervention cost: labor, travel and parts, each already rounded."""
    return sum((*labor, *travel, *parts), ZERO)
