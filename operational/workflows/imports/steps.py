"""The layouts of an import, one after the other, and what they leave behind."""

from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from operational.workflows.imports.bringing import NOTHING_KEPT, WRITTEN, Brought, bring, compare
from operational.workflows.imports.context import Context
from operational.workflows.imports.history import is_new
from operational.workflows.imports.layouts import LAYOUTS
from operational.workflows.imports.layouts.catalog import STOCK_LEVELS
from operational.workflows.imports.layouts.documents import DATES, DOCUMENTS, LINES, PAYMENTS
from operational.workflows.imports.references import item_facts, resolve
from operational.workflows.imports.sales.assembly import doubtful
from operational.workflows.imports.sales.documents import Documents, bring_documents
from operational.workflows.imports.sales.payments import bring_payments
from operational.workflows.imports.staging import ISSUES, REFUSED, Staged, nothing, refuse
from operational.workflows.imports.types import Layout
from operational.workflows.imports.writing.catalog import write_families, write_items
from operational.workflows.imports.writing.isolation import Write
from operational.workflows.imports.writing.parties import (
    write_customers,
    write_employees,
    write_suppliers,
)
from operational.workflows.imports.writing.service import write_contracts, write_tickets
from operational.workflows.imports.writing.stock import write_stock_levels

Progress = Callable[[str, int, int], None]
"""Told what is being imported, the rank of this step from 1, and how many steps there are."""

WRITERS: dict[str, Write] = {
    "families": write_families,
    "employees": write_employees,
    "suppliers": write_suppliers,
    "customers": write_customers,
    "items": write_items,
    "stock_levels": write_stock_levels,
    "contracts": write_contracts,
    "tickets": write_tickets,
}
HEADERS = {layout: document for document, layout in DOCUMENTS.items()}


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where an import is: what was brought by layout, the lines of documents, the keys refused."""

    brought: dict[str, Brought] = field(default_factory=dict)
    lines: list[tuple[str, Brought]] = field(default_factory=list)
    refused: dict[str, set[str]] = field(default_factory=dict)


def bring_all(
    context: Context, staged: dict[str, Staged], progress: Progress
) -> dict[str, Brought]:
    """Every layout that the source gives, in an order in which what is named comes first."""
    outcome = Outcome()
    present = [layout for layout in LAYOUTS if layout.name in staged]
    for rank, layout in enumerate(present, 1):
        progress(layout.label, rank, len(present))
        brought = _bring_layout(context, layout, staged, outcome)
        outcome.brought[layout.name] = brought
        outcome.refused[layout.name] = _lost_keys(layout, brought)
    return outcome.brought


def _lost_keys(layout: Layout, brought: Brought) -> set[str]:
    """The keys that lead to nothing of this source: refused, now and in every import before."""
    if "#past" not in brought.rows.columns:
        return set()
    key = layout.key[-1]
    kept = brought.rows.filter(~pl.col(REFUSED))[key]
    lost = brought.rows.filter(pl.col(REFUSED) & is_new())[key].drop_nulls()
    return set(lost.to_list()) - set(kept.to_list())


def _bring_layout(
    context: Context, layout: Layout, staged: dict[str, Staged], outcome: Outcome
) -> Brought:
    if layout.name in DATES:
        staged = staged | {layout.name: _until_today(context, layout, staged[layout.name])}
    if layout is LINES:
        return _all_lines(staged[LINES.name], outcome.lines)
    if layout is PAYMENTS:
        return bring_payments(context, staged[PAYMENTS.name], outcome.refused)
    if layout.name in HEADERS:
        documents = _documents(layout, staged)
        brought, its_lines = bring_documents(context, documents, outcome.refused)
        outcome.lines.append((HEADERS[layout.name], its_lines))
        return brought
    rows = resolve(context, layout, staged[layout.name], outcome.refused)
    if layout is STOCK_LEVELS:
        rows = _of_stocked_items(context, rows)
    return bring(context, layout, compare(context, layout, rows), WRITERS[layout.name])


def _until_today(context: Context, layout: Layout, staged: Staged) -> Staged:
    """The documents, of which those dated after the day of the import are refused."""
    column = DATES[layout.name]
    return refuse(layout, staged, "future_date", pl.col(column) > context.today, column=column)


def _documents(layout: Layout, staged: dict[str, Staged]) -> Documents:
    """The documents of a layout; what is wrong with their lines already is told with all lines."""
    lines = staged.get(LINES.name, nothing(LINES)).rows
    mine = lines.filter(pl.col("document") == HEADERS[layout.name])
    return Documents(layout, staged[layout.name], Staged(mine, ISSUES.to_frame()), doubtful(lines))


def _all_lines(staged: Staged, parts: list[tuple[str, Brought]]) -> Brought:
    """The lines of all documents; those of documents that the source does not give are refused."""
    brought = pl.col("document").is_in([document for document, _part in parts])
    others = Staged(staged.rows.filter(~brought.fill_null(value=False)), ISSUES.to_frame())
    lost = refuse(LINES, others, "unknown_reference", pl.lit(value=True), column="reference")
    rows = [part.rows for _document, part in parts]
    return Brought(
        pl.concat(
            [*rows, lost.rows.with_columns(pl.lit(value=False).alias(WRITTEN))], how="diagonal"
        ),
        pl.concat([staged.issues, lost.issues, *(part.issues for _document, part in parts)]),
        NOTHING_KEPT,
    )


def _of_stocked_items(context: Context, staged: Staged) -> Staged:
    """The stocks with the cost of their item, which must be kept in stock."""
    facts = item_facts(context).select("item_id", "purchase_price", "is_stocked")
    rows = staged.rows.join(facts, on="item_id", how="left", maintain_order="left")
    not_stocked = ~pl.col("is_stocked")
    return refuse(
        STOCK_LEVELS, Staged(rows, staged.issues), "not_stocked", not_stocked, column="item"
    )
