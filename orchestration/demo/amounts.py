"""Amounts in columns: integers in the smallest unit of their database column, rounded half up.

A NUMERIC(p, s) column is held as an integer of 10^-s: money in cents (s = 2); quantities, unit prices
and percentages in ten-thousandths (s = 4). The scalar rules are in `operational.core.money`.
"""

import polars as pl

CENT = 100
UNIT = 10_000
"""Ten-thousandths in one: 1.0000 of a quantity, 1 € of a unit price, 1 % of a percentage."""
WHOLE = 100 * UNIT
"""A percentage of 100 %."""


def half_up(numerator: pl.Expr, denominator: int | pl.Expr) -> pl.Expr:
    """The rounded quotient of a numerator of any sign by a positive denominator, halves away from 0."""
    wide = numerator.cast(pl.Int128)
    divisor = (
        pl.lit(denominator, dtype=pl.Int128)
        if isinstance(denominator, int)
        else denominator.cast(pl.Int128)
    )
    quotient = (2 * wide.abs() + divisor) // (2 * divisor)
    return (quotient * wide.sign()).cast(pl.Int64)


def extend(quantity: pl.Expr, unit: pl.Expr) -> pl.Expr:
    """Quantity × unit price (or cost), in cents."""
    return half_up(quantity.cast(pl.Int128) * unit, UNIT * UNIT // CENT)


def line_net(quantity: pl.Expr, unit_price: pl.Expr, discount_rate: pl.Expr) -> pl.Expr:
    """Net of a line in cents: quantity × unit price × (1 − discount)."""
    full = quantity.cast(pl.Int128) * unit_price * (WHOLE - discount_rate.cast(pl.Int128))
    return half_up(full, UNIT * UNIT // CENT * WHOLE)


def part_of(amount: pl.Expr, percentage: pl.Expr) -> pl.Expr:
    """A percentage of an amount."""
    return half_up(amount.cast(pl.Int128) * percentage, WHOLE)


def vat_included(gross: pl.Expr, percentage: pl.Expr) -> pl.Expr:
    """The VAT inside a gross amount."""
    return half_up(gross.cast(pl.Int128) * percentage, percentage + WHOLE)


def share(amount: pl.Expr, index: pl.Expr, count: pl.Expr) -> pl.Expr:
    """The index-th (from 1) of `count` equal shares: round(total·i/n) − round(total·(i−1)/n)."""
    wide = amount.cast(pl.Int128)
    return half_up(wide * index, count) - half_up(wide * (index - 1), count)


def spread(total: pl.Expr, weight: pl.Expr, over: str | list[str]) -> pl.Expr:
    """The part of `total` that goes with each row's weight among those of its group.

    Cumulative rounding, so that the parts of a group sum to its total. Weights are not negative.
    """
    wide = total.cast(pl.Int128)
    until = weight.cum_sum().over(over)
    whole = weight.sum().over(over)
    return half_up(wide * until, whole) - half_up(wide * (until - weight), whole)


def vat_rows(lines: pl.DataFrame, document: str) -> pl.DataFrame:
    """The VAT of documents, rounded once per rate on the sum of the lines (BR-CO-17).

    Takes lines with their document, `vat_percentage` and `net`; gives a row per document and rate.
    """
    return (
        lines.group_by(document, "vat_percentage", maintain_order=True)
        .agg(pl.col("net").sum())
        .with_columns(vat=part_of(pl.col("net"), pl.col("vat_percentage")))
    )


def totals(rows: pl.DataFrame, document: str) -> pl.DataFrame:
    """Net, VAT and gross of documents from their VAT rows."""
    return (
        rows.group_by(document, maintain_order=True)
        .agg(pl.col("net").sum(), pl.col("vat").sum())
        .with_columns(gross=pl.col("net") + pl.col("vat"))
    )
