"""Totals of a document: VAT once per rate, discount spread without losing a cent."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from operational.core.money import ZERO, round_half_up, spread, vat_of


@dataclass(frozen=True, slots=True)
class TaxedNet:
    """A net amount of a line, and the VAT it bears (EN 16931 category, percentage)."""

    vat_category: str
    vat_percentage: Decimal
    net: Decimal


@dataclass(frozen=True, slots=True)
class VatRow:
    """The net and the VAT of a document at one rate."""

    vat_category: str
    vat_percentage: Decimal
    net: Decimal
    vat: Decimal


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals of a document in euros, and its VAT by rate, highest rate first."""

    net: Decimal
    vat: Decimal
    gross: Decimal
    rows: tuple[VatRow, ...]


def document_totals(lines: Iterable[TaxedNet]) -> Totals:
    """Totals of the lines that count: VAT is rounded once per rate, on the sum (BR-CO-17)."""
    sums: defaultdict[tuple[str, Decimal], Decimal] = defaultdict(lambda: ZERO)
    for line in lines:
        sums[line.vat_category, line.vat_percentage] += line.net
    rows = tuple(
        VatRow(category, percentage, net, vat_of(net=net, percentage=percentage))
        for (category, percentage), net in sorted(
            sums.items(), key=lambda kv: (-kv[0][1], kv[0][0])
        )
    )
    net, vat = sum((row.net for row in rows), ZERO), sum((row.vat for row in rows), ZERO)
    return Totals(net, vat, net + vat, rows)


def discount_lines(nets: Sequence[Decimal], *, discount_rate: Decimal) -> list[Decimal]:
    """Net of each line after a discount on the whole document, in percent, by largest remainder."""
    discount = round_half_up(sum(nets, ZERO) * discount_rate / 100)
    if discount == 0:
        return list(nets)
    return [net - share for net, share in zip(nets, spread(discount, nets), strict=True)]
