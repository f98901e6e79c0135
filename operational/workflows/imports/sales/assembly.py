"""Documents with their lines: a document is imported whole, or refused whole."""

import polars as pl

from operational.workflows.imports.history import CONTENT, PARTS
from operational.workflows.imports.layouts.documents import LINES
from operational.workflows.imports.numbers import LARGEST
from operational.workflows.imports.sales.amounts import totals_of
from operational.workflows.imports.staging import FILE, REFUSED, Staged, refuse
from operational.workflows.imports.types import Layout

TOTALS = ("net", "vat", "gross")


def doubtful(lines: pl.DataFrame) -> pl.Series:
    """The references of documents that may lack a line: one could not be told to be theirs or not.

    A refused line of an unknown kind of document may be of any with its reference; one without a
    reference may be of the document of the line before it, or after.
    """
    around = lines.with_columns(
        pl.col("reference").forward_fill().over(FILE).alias("#before"),
        pl.col("reference").backward_fill().over(FILE).alias("#after"),
    ).filter(REFUSED)
    unplaced = around.filter(pl.col("document").is_null())["reference"]
    unnamed = around.filter(pl.col("reference").is_null())
    return pl.concat([unplaced, unnamed["#before"], unnamed["#after"]]).drop_nulls().unique()


def assemble(layout: Layout, headers: Staged, lines: Staged, unsure: pl.Series) -> Staged:
    """The headers with their totals and what their lines hold; those that do not stand are refused.

    Refused: a document with a refused line (or one of `unsure`), without a line, or whose printed
    totals differ.
    """
    bad = pl.concat([lines.rows.filter(REFUSED)["reference"].drop_nulls(), unsure]).unique()
    good = lines.rows.filter(~pl.col(REFUSED))
    rows = headers.rows.join(
        totals_of(good), on="reference", how="left", maintain_order="left"
    ).join(_contents(good), on="reference", how="left", maintain_order="left")
    staged = Staged(rows, headers.issues)
    has_bad_line = pl.col("reference").is_in(bad.implode())
    staged = refuse(layout, staged, "refused_line", has_bad_line, column="reference")
    staged = refuse(layout, staged, "no_line", pl.col("net_total").is_null(), column="reference")
    too_large = pl.col("gross_total").abs() >= LARGEST
    staged = refuse(
        layout, staged, "too_large", too_large, column="reference", value="gross_total"
    )
    return _with_right_totals(layout, staged)


def follow(headers: pl.DataFrame, lines: Staged) -> Staged:
    """The lines, of which those whose document is absent, or refused, are refused too."""
    absent = ~pl.col("reference").is_in(headers["reference"].implode())
    lines = refuse(LINES, lines, "unknown_reference", absent, column="reference")
    stands = pl.col("reference").is_in(headers.filter(~pl.col(REFUSED))["reference"].implode())
    return refuse(LINES, lines, "refused_document", ~stands, column="reference")


def _with_right_totals(layout: Layout, staged: Staged) -> Staged:
    if layout.name != "invoices":
        return staged
    for name in TOTALS:
        differs = pl.col(name) != pl.col(f"{name}_total")
        staged = refuse(layout, staged, "total_differs", differs, column=name)
    negative = (pl.col("net_total") < 0) | (pl.col("vat_total") < 0)
    return refuse(
        layout, staged, "negative_total", negative, column="reference", value="net_total"
    )


def _contents(lines: pl.DataFrame) -> pl.DataFrame:
    """What the lines of each document hold, as one text."""
    return (
        lines.sort("position")
        .group_by("reference", maintain_order=True)
        .agg(pl.col(CONTENT).str.join("\n").alias(PARTS))
    )
