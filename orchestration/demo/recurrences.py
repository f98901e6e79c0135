"""When contracts are billed and visited."""

from datetime import date, timedelta
from functools import cache

import polars as pl

from operational.contracts import rules
from operational.core.periods import Period, add_months
from orchestration.demo.amounts import CENT, UNIT, half_up
from orchestration.demo.days import day_number
from orchestration.demo.tables.activity import CONTRACTS
from orchestration.demo.tables.goods import VAT_RATES

DAY = timedelta(days=1)


@cache
def last_day(starts_on: date) -> date:
    """The last day of a year of contract."""
    return add_months(starts_on, 12) - DAY


def period_lines(billed: pl.DataFrame) -> pl.DataFrame:
    """The line of each period's invoice; its cost is that of the work a contract takes."""
    rates = {code: round(rate * UNIT) for code, (_, rate) in VAT_RATES.items()}
    reduced = pl.col("over_two_years") & ~pl.col("is_company")
    code = pl.when(reduced).then(of_type("vat")).otherwise(pl.lit("normal"))
    return billed.select(
        "invoice_id",
        "net",
        designation=pl.format(
            "{} du {} au {}",
            "label",
            pl.col("starts_on").dt.strftime("%d/%m/%Y"),
            pl.col("ends_on").dt.strftime("%d/%m/%Y"),
        ),
        quantity=pl.lit(UNIT),
        unit_code=pl.lit("F"),
        unit_price=pl.col("net") * (UNIT // CENT),
        discount_rate=pl.lit(0),
        net_before_discount="net",
        vat_percentage=code.replace_strict(rates),
        fixed_cost=pl.col("net") * 46 // 100,
    )


@cache
def periods(starts_on: date, every_months: int) -> list[Period]:
    """The periods of a year of contract."""
    ends_on, found, invoiced_to = last_day(starts_on), [], None
    while period := rules.next_period(
        starts_on=starts_on, ends_on=ends_on, every_months=every_months, invoiced_to=invoiced_to
    ):
        found.append(period)
        invoiced_to = period.end
    return found


@cache
def visit_days(starts_on: date, per_year: int) -> list[int]:
    """The days by which the visits of a year of contract are due."""
    due = rules.visits_due(starts_on=starts_on, ends_on=last_day(starts_on), per_year=per_year)
    return [day_number(day) for day in due]


def net_of_months(before: pl.Expr, every: pl.Expr) -> pl.Expr:
    """What whole months of a contract are worth after others (rules.period_net, in columns)."""
    yearly = pl.col("yearly_net").cast(pl.Int128)
    return half_up(yearly * (before + every), 12) - half_up(yearly * before, 12)


def of_type(attribute: str) -> pl.Expr:
    """An attribute of the type of a contract."""
    return pl.col("type").replace_strict(
        {code: getattr(kind, attribute) for code, kind in CONTRACTS.items()}
    )
