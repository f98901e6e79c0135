"""How figures, dates and delays read in French. The only place that formats them."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from operational.core.i18n import _

MISSING = "–"
"""What stands where there is no value: never 0, never infinity."""

NARROW = "\N{NARROW NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

MONTHS = (
    _("janvier"),
    _("février"),
    _("mars"),
    _("avril"),
    _("mai"),
    _("juin"),
    _("juillet"),
    _("août"),
    _("septembre"),
    _("octobre"),
    _("novembre"),
    _("décembre"),
)


def number(value: Decimal | None, *, decimals: int = 0, signed: bool = False) -> str:
    """A number: 1 234,5 or, signed, +1 234,5. What rounds to zero has no sign."""
    if value is None:
        return MISSING
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    digits = f"{abs(rounded):,f}".replace(",", NARROW).replace(".", ",")
    if rounded == 0:
        return digits
    return (MINUS if rounded < 0 else "+" if signed else "") + digits


def with_unit(value: Decimal | None, unit: str, *, decimals: int = 0, signed: bool = False) -> str:
    """A number and its unit, kept on one line: 1 234,50 €, 31,4 %, +0,8 pt."""
    digits = number(value, decimals=decimals, signed=signed)
    return digits if value is None or not unit else f"{digits}{NARROW}{unit}"


def day(value: date) -> str:
    """A date: 24/11/2026."""
    return f"{value:%d/%m/%Y}"


def days(start: date, end: date) -> str:
    """Some days: le 24/11/2026, du 1er au 24 novembre 2026, du 15/10/2026 au 24/11/2026."""
    if start == end:
        return _("le {day}").format(day=day(start))
    if (start.year, start.month) != (end.year, end.month):
        return _("du {start} au {end}").format(start=day(start), end=day(end))
    return _("du {start} au {end} {month}").format(
        start=_("1er") if start.day == 1 else start.day, end=end.day, month=month(end)
    )


def month(value: date) -> str:
    """A month: novembre 2026."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def age(elapsed: timedelta) -> str:
    """How long ago: à l’instant, il y a 3 s, 5 min, 2 h, 4 j."""
    seconds = int(elapsed.total_seconds())
    for length, unit in ((86_400, _("j")), (3_600, _("h")), (60, _("min")), (1, _("s"))):
        if seconds >= length:
            return _("il y a {count}").format(count=f"{seconds // length}{NARROW}{unit}")
    return _("à l’instant")
