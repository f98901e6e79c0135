"""How a value of each unit of the catalog reads: as a figure, to the last digit, as a change."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from dashboards.components import formats
from operational.core.i18n import _
from transform.reader import Unit

Number = Decimal | int


@dataclass(frozen=True, slots=True)
class Reading:
    """How values of a unit read on screen."""

    symbol: str
    decimals: int
    """Digits after the comma in a tile."""
    exact_decimals: int
    """Digits after the comma where the figure is given to the last one that counts."""
    scale: int = 1
    """What a value is multiplied by to be read: a rate of 0.314 reads 31,4 %."""

    def figure(self, value: Number | None) -> str:
        """The value as a tile shows it."""
        return self._text(value, self.decimals)

    def exact(self, value: Number | None) -> str:
        """The value to the last digit that counts."""
        return self._text(value, self.exact_decimals)

    def _text(self, value: Number | None, decimals: int) -> str:
        scaled = None if value is None else Decimal(value) * self.scale
        return formats.with_unit(scaled, self.symbol, decimals=decimals)


READINGS = {
    Unit.EUR: Reading("€", 0, 2),
    Unit.PERCENT: Reading("%", 1, 2, scale=100),
    Unit.COUNT: Reading("", 0, 0),
    Unit.QUANTITY: Reading("", 0, 2),
    Unit.DAYS: Reading(_("j"), 1, 1),
    Unit.TIMES: Reading(_("fois"), 1, 2),
    Unit.SCORE: Reading("/10", 1, 2),
}


def change(value: Decimal, *, unit: Unit) -> str:
    """A change from years before: +8,3 %, or +1,2 pt for what is itself a percentage."""
    symbol = _("pt") if unit is Unit.PERCENT else "%"
    return formats.with_unit(value * 100, symbol, decimals=1, signed=True)


def direction(value: Decimal) -> int:
    """1 for a rise, -1 for a fall, 0 for what reads as no change at all."""
    rounded = value.quantize(Decimal("0.001"), ROUND_HALF_UP)
    return (rounded > 0) - (rounded < 0)
