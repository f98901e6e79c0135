"""Quotes, orders and invoices: from staged headers and lines to what is brought in."""

from dataclasses import dataclass
from functools import partial

import polars as pl

from operational.workflows.imports.bringing import (
    NOTHING_KEPT,
    WRITTEN,
    Brought,
    bring,
    compare,
)
from operational.workflows.imports.context import Context
from operational.workflows.imports.database import query
from operational.workflows.imports.history import CONTENT, is_new, written_text
from operational.workflows.imports.layouts.documents import LINES
from operational.workflows.imports.references import item_facts, resolve
from operational.workflows.imports.sales.amounts import priced, vat_of
from operational.workflows.imports.sales.assembly import assemble, follow
from operational.workflows.imports.staging import REFUSED, Staged, refuse
from operational.workflows.imports.types import Layout
from operational.workflows.imports.writing.sales import (
    Parts,
    write_invoices,
    write_orders,
    write_quotes,
)

WRITERS = {"quotes": write_quotes, "orders": write_orders, "invoices": write_invoices}


@dataclass(frozen=True, slots=True)
class Documents:
    """Documents of a layout with their lines; `unsure` are references that may lack one."""

    layout: Layout
    headers: Staged
    lines: Staged
    unsure: pl.Series


def bring_documents(
    context: Context, documents: Documents, refused: dict[str, set[str]]
) -> tuple[Brought, Brought]:
    """Documents, and their lines: each whole, or refused whole."""
    layout = documents.layout
    headers = resolve(context, layout, documents.headers, refused)
    lines = _valued(context, documents.lines, refused)
    if layout.name == "invoices":
        lines = _with_order_lines(context, headers, lines)
    headers = compare(context, layout, assemble(layout, headers, lines, documents.unsure))
    good = lines.rows.filter(~pl.col(REFUSED))
    parts = Parts(good, vat_of(good))
    brought = bring(context, layout, headers, partial(WRITERS[layout.name], parts=parts))
    return brought, _following(brought, lines)


def _following(documents: Brought, lines: Staged) -> Brought:
    """The lines, which share the fate of their document."""
    followed = follow(documents.rows, lines)
    written = documents.rows.filter(pl.col(WRITTEN) & is_new())["reference"]
    is_written = ~pl.col(REFUSED) & pl.col("reference").is_in(written.implode())
    rows = followed.rows.with_columns(is_written.alias(WRITTEN))
    return Brought(rows, followed.issues, NOTHING_KEPT)


def _valued(context: Context, lines: Staged, refused: dict[str, set[str]]) -> Staged:
    """The lines with what they hold as the source says it, their item and their amounts."""
    rows = lines.rows.with_columns(written_text(LINES.names).alias(CONTENT))
    resolved = resolve(context, LINES, Staged(rows, lines.issues), refused)
    return priced(resolved, item_facts(context))


def _with_order_lines(context: Context, headers: Staged, lines: Staged) -> Staged:
    """The lines with the order line that each invoices, by its position in the order."""
    orders = headers.rows.select("reference", "order_id").drop_nulls()
    order_lines = query(
        context.session,
        "SELECT sales_order_id, position, id FROM sales.sales_order_line"
        " WHERE order_amendment_id IS NULL AND sales_order_id = ANY(:orders)",
        {"order_id": pl.Int64, "order_position": pl.Int64, "sales_order_line_id": pl.Int64},
        orders=orders["order_id"].unique().to_list(),
    )
    linked = lines.rows.join(
        orders.unique("reference"), on="reference", how="left", maintain_order="left"
    ).join(order_lines, on=["order_id", "order_position"], how="left", maintain_order="left")
    lost = pl.col("order_position").is_not_null() & pl.col("sales_order_line_id").is_null()
    return refuse(
        LINES, Staged(linked, lines.issues), "unknown_reference", lost, column="order_position"
    )
