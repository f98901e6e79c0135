"""When a commission period may be closed, and what its lines show."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from operational.core.money import round_half_up
from operational.core.periods import Period

HIGHEST_RATE = Decimal("99999.9999")
"""What the column holds: a line of a few cents that reaches a global band earns far more than itself."""


def first_open_before(
    period: Period, *, closed: Sequence[Period], still_open: Sequence[Period]
) -> Period | None:
    """The first days before a period that are to be closed before it, if any.

    `closed` and `still_open` are the periods before it, in order. Days between the last of them and
    this one are to be closed too, but those before the first period that a company ever closed are not.
    """
    if still_open:
        return still_open[0]
    if not closed:
        return None
    start, end = closed[-1].end + timedelta(days=1), period.start - timedelta(days=1)
    return Period(start, end) if start <= end else None


def has_ended(period: Period, *, today: date) -> bool:
    """Whether a period is over: its last day is not the present one, nor to come."""
    return period.end < today


def effective_rate(*, base_amount: Decimal, commission: Decimal) -> Decimal:
    """Commission over base, in percent; 0 on a base of zero."""
    if base_amount == 0:
        return Decimal(0)
    rate = round_half_up(100 * commission / base_amount, 4)
    return max(-HIGHEST_RATE, min(rate, HIGHEST_RATE))
