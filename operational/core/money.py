"""Money is `Decimal` with two decimals, rounded half up; shares never lose a cent (rules.md)."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from math import floor

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def round_half_up(amount: Decimal, places: int = 2) -> Decimal:
    """The amount with a number of decimals, halves away from zero."""
    return amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def line_net(*, quantity: Decimal, unit_price: Decimal, discount_rate: Decimal) -> Decimal:
    """Net of a line in euros: quantity × unit price × (1 − discount), the discount in percent."""
    return round_half_up(quantity * unit_price * (100 - discount_rate) / 100)


def vat_of(*, net: Decimal, percentage: Decimal) -> Decimal:
    """VAT of the sum of a document's lines at one rate (EN 16931, BR-CO-17)."""
    return round_half_up(net * percentage / 100)


def share_evenly(total: Decimal, parts: int) -> list[Decimal]:
    """Splits a total in equal shares that sum to it: round(total·i/n) − round(total·(i−1)/n).

    Raises ValueError for fewer than one part.
    """
    if parts < 1:
        msg = f"cannot share {total} in {parts}"
        raise ValueError(msg)
    cumulative = [round_half_up(total * i / parts) for i in range(parts + 1)]
    return [after - before for before, after in pairwise(cumulative)]


def spread(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Splits a total in proportion to weights, by largest remainder: the shares sum to it.

    Equal remainders are served in order. Raises ValueError where the weights sum to zero
    or are of both signs.
    """
    if not weights or sum(weights) == 0 or (min(weights) < 0 < max(weights)):
        msg = f"cannot spread {total} over {weights}"
        raise ValueError(msg)
    cents = int(round_half_up(total) / CENT)
    whole = sum(weights)
    exact = [cents * weight / whole for weight in weights]
    floors = [floor(share) for share in exact]
    missing = cents - sum(floors)
    by_remainder = sorted(range(len(exact)), key=lambda i: floors[i] - exact[i])
    for i in by_remainder[:missing]:
        floors[i] += 1
    return [share * CENT for share in floors]
