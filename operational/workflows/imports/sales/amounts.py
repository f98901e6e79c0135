"""What lines are worth, and what documents add up to."""

import polars as pl

from operational.workflows.imports.coherence import check
from operational.workflows.imports.kinds import with_defaults
from operational.workflows.imports.layouts.documents import LINES
from operational.workflows.imports.numbers import EXACT, product, rounded
from operational.workflows.imports.staging import Staged, refuse
from operational.workflows.imports.vat import category

WITHOUT_COST = "#without cost"
"""Marks the lines whose cost neither they nor their item give: it is kept as 0."""
CENT = pl.lit("0.01").cast(EXACT)
PRICE = pl.Decimal(38, 4)
ZERO = pl.lit("0").cast(pl.Decimal(38, 2))
HUNDRED = pl.lit("100").cast(EXACT)


def priced(staged: Staged, items: pl.DataFrame) -> Staged:
    """The lines with what they take from their item, and their amounts; wrong ones are refused.

    A printed net that is within a cent of quantity × price × (1 − discount) is kept: the old
    software had its own way to round, and what was printed is what was owed.
    """
    lines = Staged(_computed(_filled(staged.rows, items)), staged.issues)
    is_item = pl.col("kind") == "item"
    for column in ("quantity", "unit_price", "vat_rate"):
        lines = refuse(LINES, lines, "missing", is_item & pl.col(column).is_null(), column=column)
    for column, reason, where in (
        ("designation", "missing", pl.col("designation").is_null()),
        ("quantity", "too_large", is_item & pl.col("computed").is_null()),
        ("net", "amount_differs", (pl.col("net") - pl.col("computed")).abs() > CENT),
        ("kind", "worthless", ~is_item & (pl.coalesce("net", "computed") != 0)),
    ):
        lines = refuse(LINES, lines, reason, where, column=column)
    lines = check(LINES, lines)
    kept = lines.rows.with_columns(pl.coalesce("net", "computed", ZERO).alias("net"))
    return Staged(kept, lines.issues)


def vat_of(lines: pl.DataFrame) -> pl.DataFrame:
    """The net and the VAT of each document at each rate: computed once, on the sum."""
    nets = (
        lines.filter(pl.col("kind") == "item")
        .group_by("reference", "vat_category", "vat_rate", maintain_order=True)
        .agg(pl.col("net").sum())
    )
    return nets.with_columns(
        rounded(product(exact("net"), exact("vat_rate") / HUNDRED)).alias("vat")
    )


def totals_of(lines: pl.DataFrame) -> pl.DataFrame:
    """The three totals of each document."""
    sums = (
        vat_of(lines)
        .group_by("reference")
        .agg(pl.col("net").sum().alias("net_total"), pl.col("vat").sum().alias("vat_total"))
    )
    return sums.with_columns((pl.col("net_total") + pl.col("vat_total")).alias("gross_total"))


def exact(column: str) -> pl.Expr:
    """A column as exact decimals, to compute with."""
    return pl.col(column).cast(EXACT)


def _filled(lines: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    known = with_defaults(LINES, lines).join(
        items, on="item_id", how="left", maintain_order="left"
    )
    unknown_cost = pl.col("unit_cost").is_null() & (pl.col("purchase_price").fill_null(0) == 0)
    of_item = pl.when(pl.col("vat_rate").is_null()).then("item_vat_category")
    return known.with_columns(
        pl.coalesce("designation", "item_designation").alias("designation"),
        pl.coalesce("unit", "item_unit").alias("unit"),
        unknown_cost.alias(WITHOUT_COST),
        pl.coalesce("unit_cost", "purchase_price", pl.lit(0).cast(PRICE)).alias("unit_cost"),
        pl.coalesce("vat_category", of_item).alias("vat_category"),
        pl.coalesce("vat_rate", "item_vat_rate").alias("vat_rate"),
    ).with_columns(category())


def _computed(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines with their amounts; none where they are beyond what is kept."""
    before_discount = product(exact("quantity"), exact("unit_price"))
    net = before_discount * ((HUNDRED - exact("discount_rate")) / HUNDRED)
    return lines.with_columns(
        rounded(before_discount).alias("net_before_discount"),
        rounded(net).alias("computed"),
        rounded(product(exact("quantity"), exact("unit_cost"))).alias("cost"),
    )
