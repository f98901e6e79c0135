"""What an import does in its transaction: layout after layout, compare, write, set aside."""

from dataclasses import dataclass

import polars as pl

from operational.workflows.imports.context import Context
from operational.workflows.imports.database import query
from operational.workflows.imports.history import (
    content,
    is_frozen_changed,
    is_new,
    is_unchanged,
    with_past,
)
from operational.workflows.imports.reading import LINE
from operational.workflows.imports.references import KNOWN, known, with_id
from operational.workflows.imports.staging import FILE, ISSUES, KEY, REFUSED, Staged, refuse
from operational.workflows.imports.types import Column, Layout
from operational.workflows.imports.writing.isolation import DatabaseRefusal, Write, write_isolated

WRITTEN = "#brought"
MEMORY = [KEY, "#memory", "#frozen", "#evolving", "id"]
DATABASE_REASONS = {
    "QU001": "database_frozen",
    "QU002": "database_totals",
    "QU003": "database_too_much",
    "QU004": "database_forbidden",
    "QU005": "database_order",
    "23505": "database_duplicate",
}
NOTHING_KEPT = pl.DataFrame(
    schema={
        KEY: pl.String,
        "#memory": pl.Int64,
        "#frozen": pl.String,
        "#evolving": pl.String,
        "id": pl.Int64,
    }
)


@dataclass(frozen=True, slots=True)
class Brought:
    """Rows of a layout after the writing: refused, `WRITTEN`, or else unchanged; with issues.

    `memory` has what the rows written became.
    """

    rows: pl.DataFrame
    issues: pl.DataFrame
    memory: pl.DataFrame


def compare(context: Context, layout: Layout, staged: Staged) -> Staged:
    """The rows with what they became before; refused where that may not change, or is somebody else's."""
    rows = with_past(context, layout, staged.rows)
    if layout.name == "families":
        rows = _with_shared_families(context, rows)
    staged = Staged(rows, staged.issues)
    key = ", ".join(layout.key)
    staged = refuse(layout, staged, "frozen_changed", is_frozen_changed(), column=key, value=KEY)
    if layout.name in KNOWN and layout.name != "families":
        taken = is_new() & pl.col(KEY).is_in(known(context, layout.name)["key"].implode())
        staged = refuse(layout, staged, "already_here", taken, column=key, value=KEY)
    return staged


def bring(context: Context, layout: Layout, staged: Staged, write: Write) -> Brought:
    """Writes the rows that are new or changed; sets aside those that the database refuses.

    Rows that refer to others of their own layout are written after those.
    """
    pending = ~pl.col(REFUSED) & ~is_unchanged()
    own = next((column for column in layout.columns if column.to == layout.name), None)
    alone = pl.lit(value=True) if own is None else pl.col(own.name).is_null()
    first = _write(context, layout, staged.rows.filter(pending & alone), write)
    later = Staged(staged.rows.filter(pending & ~alone), ISSUES.to_frame())
    if own is not None:
        later = _following(context, layout, own, later)
    second = _write(context, layout, later.rows.filter(~pl.col(REFUSED)), write)
    memory = pl.concat([first.rows, second.rows])
    is_written = ~pl.col(REFUSED) & pl.col(KEY).is_in(memory[KEY].implode())
    rows = staged.rows.with_columns(
        is_written.alias(WRITTEN), (pl.col(REFUSED) | ~is_unchanged() & ~is_written).alias(REFUSED)
    )
    issues = [staged.issues, later.issues, first.issues, second.issues]
    return Brought(rows, pl.concat(issues), memory)


def _following(context: Context, layout: Layout, own: Column, staged: Staged) -> Staged:
    """Rows with the id of the row of their layout that they refer to, now that it is written."""
    rows = with_id(staged.rows, own, known(context, layout.name))
    lost = pl.col(f"{own.name}_id").is_null()
    return refuse(layout, Staged(rows, staged.issues), "refused_reference", lost, column=own.name)


def _write(context: Context, layout: Layout, rows: pl.DataFrame, write: Write) -> Staged:
    """What the rows written became, and an issue for each that the database refused."""
    written, refused = write_isolated(context, rows, write)
    issues = [_database_issue(layout, row, refusal) for row, refusal in refused]
    return Staged(written.select(MEMORY), pl.concat([ISSUES.to_frame(), *issues]))


def _database_issue(layout: Layout, row: pl.DataFrame, refusal: DatabaseRefusal) -> pl.DataFrame:
    reason = DATABASE_REASONS.get(refusal.code, "database_rule")
    return row.select(
        pl.lit(layout.name).alias("layout"),
        pl.col(FILE).alias("file"),
        pl.col(LINE).alias("line"),
        pl.lit(", ".join(layout.key)).alias("column"),
        pl.lit(refusal.detail).alias("value"),
        pl.lit(reason).alias("reason"),
        pl.lit("").alias("codes"),
        pl.lit(value=False).alias("left_out"),
    )


def _with_shared_families(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    """Families that another source or a person has made are shared: they are as good as unchanged."""
    there = query(
        context.session,
        "SELECT chr(31) || code FROM catalog.item_family UNION ALL"
        " SELECT f.code || chr(31) || s.code FROM catalog.item_subfamily AS s"
        " JOIN catalog.item_family AS f ON f.id = s.item_family_id",
        {KEY: pl.String},
    )
    shared = is_new() & pl.col(KEY).is_in(there[KEY].implode())
    return rows.with_columns(pl.when(shared).then(content()).otherwise("#past").alias("#past"))
