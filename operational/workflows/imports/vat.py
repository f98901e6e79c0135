"""VAT rates, found by their category and percentage, or added."""

from datetime import date
from decimal import Decimal

import polars as pl

from operational.workflows.imports.context import Context
from operational.workflows.imports.database import copy_rows, query

SINCE = date(1968, 1, 1)
"""From when a rate that only old documents know is valid: VAT did not cover all trade before."""
RATE = pl.Decimal(38, 4)


def category() -> pl.Expr:
    """The category given, or the one that goes without saying: standard, or out of scope at 0."""
    implied = (
        pl.when(pl.col("vat_rate") > 0)
        .then(pl.lit("S"))
        .when(pl.col("vat_rate") == 0)
        .then(pl.lit("O"))
    )
    return pl.coalesce("vat_category", implied).alias("vat_category")


def with_vat_rate(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with the `vat_rate_id` of their `vat_rate` and category; none where they have no rate."""
    wanted = rows.with_columns(category())
    rates = wanted.select("vat_category", "vat_rate").drop_nulls().unique(maintain_order=True)
    missing = rates.join(_rates(context), on=["vat_category", "vat_rate"], how="anti")
    copy_rows(context.session, "catalog.vat_rate", _new_rates(missing))
    return wanted.join(
        _rates(context), on=["vat_category", "vat_rate"], how="left", maintain_order="left"
    )


def _rates(context: Context) -> pl.DataFrame:
    """One rate per category and percentage: the one in force, or the latest."""
    return query(
        context.session,
        "SELECT DISTINCT ON (category, percentage) category, percentage, id FROM catalog.vat_rate"
        " ORDER BY category, percentage, valid_to DESC NULLS FIRST, id",
        {"vat_category": pl.String, "vat_rate": RATE, "vat_rate_id": pl.Int64},
    )


def _new_rates(rates: pl.DataFrame) -> pl.DataFrame:
    shown = [_percentage(rate) for rate in rates["vat_rate"]]
    return rates.select(
        pl.concat_str(
            pl.lit("REPRISE-"), "vat_category", pl.lit("-"), pl.Series(shown, dtype=pl.String)
        ).alias("code"),
        pl.concat_str(
            pl.lit("TVA "),
            pl.Series([rate.replace(".", ",") for rate in shown], dtype=pl.String),
            pl.lit(" %"),
        ).alias("label"),
        pl.col("vat_category").alias("category"),
        pl.col("vat_rate").alias("percentage"),
        pl.lit(SINCE).alias("valid_from"),
    )


def _percentage(rate: Decimal) -> str:
    return f"{rate.normalize():f}"
