"""Commissions computed a second way: bases by plain SQL, rates by bands here, from kpis.md alone."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import psycopg
from psycopg.rows import dict_row

BASES = Path(__file__).with_name("commissions.sql").read_text()
PLANS = "SELECT id, band_kind, rate FROM sales.commission_plan"
BANDS = "SELECT commission_plan_id, starts_from, up_to, rate FROM sales.commission_band"


@dataclass(frozen=True, slots=True)
class Band:
    """A rate in percent from an amount on, up to another."""

    start: Decimal
    end: Decimal | None
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Plan:
    """Bands, and the rate where there is none."""

    is_global: bool
    rate: Decimal
    bands: tuple[Band, ...] = ()

    def rate_reached(self, total: Decimal) -> Decimal:
        """The rate of the band that a total ends in: « 12 % to 1,000 » holds 1,000."""
        for band in self.bands:
            if band.start < total and (band.end is None or total <= band.end):
                return band.rate
        return self.rate

    def rate_at(self, amount: Decimal) -> Decimal:
        """The rate of what comes after an amount."""
        for band in self.bands:
            if band.start <= amount and (band.end is None or amount < band.end):
                return band.rate
        return self.rate

    def gives(self, total: Decimal) -> Decimal:
        """The commission on the total of a period."""
        if total < 0:
            exact = total * self.rate_at(Decimal(0))
        elif self.is_global:
            exact = total * self.rate_reached(total)
        else:
            edges = {edge for band in self.bands for edge in (band.start, band.end) if edge}
            steps = sorted({Decimal(0), total, *(edge for edge in edges if edge < total)})
            exact = sum(
                ((high - low) * self.rate_at(low) for low, high in pairwise(steps)), Decimal(0)
            )
        return (exact / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Line:
    """What a salesperson earns on an invoice line on a day."""

    salesperson_id: int
    agency_id: int
    line_id: int
    on_day: date
    base: Decimal
    commission: Decimal


@lru_cache(maxsize=8)
def lines(connection: psycopg.Connection) -> tuple[Line, ...]:
    """Everything earned since ever, in order."""
    plans = _plans(connection)
    totals: dict[tuple[object, ...], Decimal] = defaultdict(Decimal)
    found = []
    for row in connection.cursor(row_factory=dict_row).execute(BASES).fetchall():
        plan, rate = plans[row["plan_id"]], row["family_rate"]
        if rate is not None:
            plan = Plan(is_global=False, rate=rate)
        key = (
            *(row["salesperson_id"], row["plan_id"], rate and (row["family_id"], rate)),
            row["period_start"],
        )
        before, totals[key] = totals[key], totals[key] + row["base"]
        found.append(
            Line(
                salesperson_id=row["salesperson_id"],
                agency_id=row["agency_id"],
                line_id=row["line_id"],
                on_day=row["on_day"],
                base=row["base"],
                commission=plan.gives(totals[key]) - plan.gives(before),
            )
        )
    return tuple(found)


def commissions(
    connection: psycopg.Connection, first: date, last: date, agency: int | None = None
) -> dict[str, Decimal]:
    """The sums of a period."""
    chosen = [
        line
        for line in lines(connection)
        if first <= line.on_day <= last and agency in (None, line.agency_id)
    ]
    return {
        "commission": sum((line.commission for line in chosen), Decimal(0)),
        "commission_base": sum((line.base for line in chosen), Decimal(0)),
    }


def _plans(connection: psycopg.Connection) -> dict[int, Plan]:
    bands = defaultdict(list)
    for plan, start, end, rate in connection.execute(BANDS).fetchall():
        bands[plan].append(Band(start, end, rate))
    return {
        key: Plan(is_global=kind == "global", rate=rate, bands=tuple(bands[key]))
        for key, kind, rate in connection.execute(PLANS).fetchall()
    }
