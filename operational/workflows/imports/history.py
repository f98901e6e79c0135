"""What earlier imports of the same source brought: the memory that makes a second one change nothing."""

from collections.abc import Sequence
from hashlib import blake2b

import polars as pl

from operational.workflows.imports.context import Context
from operational.workflows.imports.database import copy_rows, query, update_rows
from operational.workflows.imports.staging import KEY
from operational.workflows.imports.types import Layout

FROZEN, EVOLVING, PARTS, CONTENT = "#frozen", "#evolving", "#parts", "#content"
PAST = {KEY: pl.String, "#past": pl.String, "id": pl.Int64, "#memory": pl.Int64}


def with_past(context: Context, layout: Layout, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with the digests of what they hold, and the `id` of what they became before.

    `PARTS`, if the frame has it, is what else belongs to the row and may not change (its lines).
    """
    past = query(
        context.session,
        "SELECT source_key, content_hash, row_id, id FROM core.imported_row"
        " WHERE company_id = :company AND source = :source AND layout = :layout",
        PAST,
        company=context.company_id,
        source=context.source,
        layout=layout.name,
    )
    frozen = [column.name for column in layout.columns if column.frozen]
    evolving = [column.name for column in layout.columns if not column.frozen]
    parts = [PARTS] if PARTS in rows.columns else []
    return rows.with_columns(
        _digests(rows, [*frozen, *parts]).alias(FROZEN), _digests(rows, evolving).alias(EVOLVING)
    ).join(past, on=KEY, how="left", maintain_order="left")


def written_text(names: Sequence[str]) -> pl.Expr:
    """What the columns of a row hold, as one text; columns without a value do not count."""
    parts = [pl.lit(f"{name}=") + pl.col(name).cast(pl.String) for name in names]
    return pl.concat_str(parts, separator="\x1f", ignore_nulls=True)


def content() -> pl.Expr:
    """The content hash of a row: of what may not change, and of what may."""
    return pl.concat_str(FROZEN, EVOLVING, separator=":")


def is_new() -> pl.Expr:
    """Whether no earlier import brought the row."""
    return pl.col("#past").is_null()


def is_unchanged() -> pl.Expr:
    """Whether the row is what an earlier import brought."""
    return (pl.col("#past") == content()).fill_null(value=False)


def is_frozen_changed() -> pl.Expr:
    """Whether what may not change has changed."""
    return (pl.col("#past").str.split(":").list.first() != pl.col(FROZEN)).fill_null(value=False)


def remember(context: Context, run_id: int, layout: Layout, rows: pl.DataFrame) -> None:
    """Keeps what rows became, for the next import of the same source."""
    kept = rows.select(
        pl.col("#memory").alias("id"),
        pl.lit(context.company_id).alias("company_id"),
        pl.lit(context.source).alias("source"),
        pl.lit(layout.name).alias("layout"),
        pl.col(KEY).alias("source_key"),
        content().alias("content_hash"),
        pl.col("id").alias("row_id"),
        pl.lit(run_id).alias("import_run_id"),
    )
    known = pl.col("id").is_not_null()
    copy_rows(context.session, "core.imported_row", kept.filter(~known).drop("id"))
    update_rows(context.session, "core.imported_row", kept.filter(known))


def _digests(rows: pl.DataFrame, names: Sequence[str]) -> pl.Series:
    if not names:
        return pl.repeat("", rows.height, dtype=pl.String, eager=True)
    texts = rows.select(written_text(names)).to_series()
    return pl.Series(
        [blake2b((text or "").encode(), digest_size=16).hexdigest() for text in texts],
        dtype=pl.String,
    )
