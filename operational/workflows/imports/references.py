"""What other rows a row refers to: the keys that exist, and the ids they stand for."""

import polars as pl

from operational.workflows.imports.context import Context
from operational.workflows.imports.database import query
from operational.workflows.imports.staging import REFUSED, Staged, refuse
from operational.workflows.imports.types import Column, Kind, Layout

KNOWN = {
    "families": "SELECT code, id FROM catalog.item_family",
    "employees": "SELECT code, id FROM crm.employee WHERE company_id = :company",
    "suppliers": "SELECT reference, id FROM crm.supplier WHERE company_id = :company",
    "customers": "SELECT reference, id FROM crm.customer WHERE company_id = :company",
    "items": "SELECT reference, id FROM catalog.item WHERE company_id = :company",
    "quotes": "SELECT reference, id FROM sales.quote WHERE company_id = :company",
    "orders": "SELECT reference, id FROM sales.sales_order WHERE company_id = :company",
    "invoices": "SELECT reference, id FROM sales.invoice"
    " WHERE company_id = :company AND reference IS NOT NULL",
    "payments": "SELECT reference, id FROM payments.payment WHERE company_id = :company",
    "contracts": "SELECT reference, id FROM contracts.service_contract"
    " WHERE company_id = :company AND reference IS NOT NULL",
    "tickets": "SELECT reference, id FROM service.service_ticket WHERE company_id = :company",
}
"""The key of each layout in the company, and the id of what has it."""


def known(context: Context, layout: str) -> pl.DataFrame:
    """The keys of a layout that exist, whoever brought them, with their `id`."""
    return query(
        context.session,
        KNOWN[layout],
        {"key": pl.String, "id": pl.Int64},
        company=context.company_id,
    )


def resolve(
    context: Context, layout: Layout, staged: Staged, refused: dict[str, set[str]]
) -> Staged:
    """The rows with an `…_id` per key of another layout; those that lead nowhere are refused.

    `refused` are the keys this import refused: what has the same one already is somebody else's.
    A key of the layout itself may be a row of this import: its id comes once that one is written.
    """
    for column in layout.columns:
        if column.kind is Kind.KEY and column.to:
            staged = _resolved(context, layout, staged, column, refused.get(column.to, set()))
    return staged


def item_facts(context: Context) -> pl.DataFrame:
    """What a line or a stock takes from its item: one row per `item_id`."""
    return query(
        context.session,
        "SELECT i.id, i.designation, i.purchase_price, i.is_stocked, u.code,"
        " v.percentage, v.category"
        " FROM catalog.item AS i JOIN catalog.unit AS u ON u.id = i.unit_id"
        " JOIN catalog.vat_rate AS v ON v.id = i.vat_rate_id"
        " WHERE i.company_id = :company",
        {
            "item_id": pl.Int64,
            "item_designation": pl.String,
            "purchase_price": pl.Decimal(38, 4),
            "is_stocked": pl.Boolean,
            "item_unit": pl.String,
            "item_vat_rate": pl.Decimal(38, 4),
            "item_vat_category": pl.String,
        },
        company=context.company_id,
    )


def with_id(rows: pl.DataFrame, column: Column, keys: pl.DataFrame) -> pl.DataFrame:
    """The rows with the id that the key in a column stands for."""
    names = {"key": column.name, "id": f"{column.name}_id"}
    bare = rows.drop(names["id"], strict=False)
    return bare.join(keys.rename(names), on=column.name, how="left", maintain_order="left")


def _resolved(
    context: Context, layout: Layout, staged: Staged, column: Column, refused: set[str]
) -> Staged:
    rows = with_id(staged.rows, column, known(context, column.to or ""))
    found = pl.col(f"{column.name}_id").is_not_null()
    if column.to == layout.name:
        here = rows.filter(~pl.col(REFUSED) & pl.col(column.name).is_null())[layout.key[-1]]
        found |= pl.col(column.name).is_in(here.implode())
    found |= pl.col(column.name) == (column.default or "")
    staged = Staged(rows, staged.issues)
    of_refused = pl.col(column.name).is_in(list(refused))
    staged = refuse(layout, staged, "refused_reference", of_refused, column=column.name)
    lost = pl.col(column.name).is_not_null() & ~found
    return refuse(layout, staged, "unknown_reference", lost, column=column.name)
