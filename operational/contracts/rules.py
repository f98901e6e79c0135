"""The schedule and the price of a contract: its periods, its visits, its revision."""

from datetime import date, timedelta
from decimal import Decimal

from operational.contracts.types import BillingTerm
from operational.core.money import round_half_up
from operational.core.periods import Period, add_months

DAY = timedelta(days=1)


def next_period(
    *, starts_on: date, ends_on: date, every_months: int, invoiced_to: date | None
) -> Period | None:
    """The period to invoice after the last one, which ended on `invoiced_to` (none: no period yet).

    It starts the day after and runs to the eve of the next anniversary of the contract's start,
    so that a contract of a 31st falls back on the 31st after a short month; it is cut at the
    contract's end. None when the contract is invoiced to its end.
    """
    start = starts_on if invoiced_to is None else invoiced_to + DAY
    if start > ends_on:
        return None
    return Period(start, min(_anniversary_after(start, starts_on, every_months) - DAY, ends_on))


def invoice_on(*, period: Period, term: BillingTerm) -> date:
    """The day a period is invoiced: its first when prepaid, its last when postpaid."""
    return period.start if term is BillingTerm.PREPAID else period.end


def period_net(*, yearly_net: Decimal, starts_on: date, period: Period) -> Decimal:
    """The share of the yearly price that falls in a period; periods that follow lose no cent."""
    before = _accrued(yearly_net, starts_on, period.start)
    return _accrued(yearly_net, starts_on, period.end + DAY) - before


def visits_due(*, starts_on: date, ends_on: date, per_year: int) -> list[date]:
    """The days visits are due by: as many a year as promised, evenly spread, each at its turn's end."""
    if per_year == 0:
        return []
    due, turn = [], 1
    while (day := _turn_end(starts_on, turn, per_year)) <= ends_on:
        due.append(day)
        turn += 1
    return due


def revised_net(*, net: Decimal, base_index: Decimal, index: Decimal) -> Decimal:
    """A price revised by an index: it grows as the index did since its base."""
    return round_half_up(net * index / base_index)


def raised_net(*, net: Decimal, rate: Decimal) -> Decimal:
    """A price revised by a rate in percent."""
    return round_half_up(net * (100 + rate) / 100)


def _anniversary_after(day: date, starts_on: date, every_months: int) -> date:
    """The first day after `day` that is a whole number of periods from the start."""
    months = (day.year - starts_on.year) * 12 + day.month - starts_on.month
    periods = max(1, months // every_months)
    while (anniversary := add_months(starts_on, periods * every_months)) <= day:
        periods += 1
    return anniversary


def _accrued(yearly_net: Decimal, starts_on: date, day: date) -> Decimal:
    """What the contract is worth from its start to a day excluded: whole months, then days of one."""
    months = (day.year - starts_on.year) * 12 + day.month - starts_on.month
    if add_months(starts_on, months) > day:
        months -= 1
    month_start, month_after = add_months(starts_on, months), add_months(starts_on, months + 1)
    part = Decimal((day - month_start).days) / (month_after - month_start).days
    return round_half_up(yearly_net * (months + part) / 12)


def _turn_end(starts_on: date, turn: int, per_year: int) -> date:
    """The last day of the n-th turn, a year being cut in `per_year` of them."""
    months, rest = divmod(12 * turn, per_year)
    start = add_months(starts_on, months)
    days = (add_months(starts_on, months + 1) - start).days
    return start + timedelta(days=days * rest // per_year) - DAY
