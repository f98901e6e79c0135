"""Families and items."""

from decimal import Decimal

import polars as pl

from operational.workflows.imports.context import Context
from operational.workflows.imports.database import copy_rows, ensure_codes, query, with_ids
from operational.workflows.imports.kinds import with_defaults
from operational.workflows.imports.layouts.catalog import ITEMS
from operational.workflows.imports.layouts.units import UNITS
from operational.workflows.imports.vat import with_vat_rate
from operational.workflows.imports.writing.values import (
    NEW,
    archived,
    of_company,
    write_marked,
)

DEFAULT_FAMILY = "DIVERS"
ITEM = (
    "reference", "designation", "description", "kind", "purchase_price", "sale_price",
    "is_stocked", "is_serialized", "warranty_months", "service_life_months",
)  # fmt: skip


def write_families(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    """Families, and sub-families where `parent_id` is given; a changed row writes its label."""
    marked = rows.with_columns(pl.col("id").is_null().alias(NEW))
    top = with_ids(
        context.session, "catalog.item_family", marked.filter(pl.col("parent").is_null())
    )
    write_marked(context, "catalog.item_family", top.select("id", NEW, "code", "label"))
    below = with_ids(
        context.session, "catalog.item_subfamily", marked.filter(pl.col("parent").is_not_null())
    )
    subfamilies = below.select(
        "id", NEW, pl.col("parent_id").alias("item_family_id"), "code", "label"
    )
    write_marked(context, "catalog.item_subfamily", subfamilies)
    return pl.concat([top, below]).drop(NEW)


def write_items(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    """Items with their supplier and barcode; a changed row writes what it gives."""
    marked = rows.with_columns(pl.col("id").is_null().alias(NEW))
    new = with_defaults(ITEMS, marked.filter(NEW)).with_columns(
        pl.col("designation").fill_null(pl.col("reference")),
        pl.col("purchase_price", "sale_price").fill_null(Decimal(0)),
        pl.col("is_stocked", "is_serialized").fill_null(value=False),
        pl.col("warranty_months").fill_null(0),
        pl.col("sale_price").is_not_null().alias("price_is_typed"),
    )
    items = pl.concat([new, marked.filter(~pl.col(NEW))], how="diagonal")
    items = with_ids(context.session, "catalog.item", items)
    items = with_vat_rate(context, _with_unit(context, _with_subfamily(context, items)))
    write_marked(
        context,
        "catalog.item",
        items.select(
            "id", NEW, of_company(context), *ITEM, "price_is_typed",
            "item_subfamily_id", "unit_id", "vat_rate_id",
            pl.col("supplier_id").alias("main_supplier_id"), archived(context),
        ),
    )  # fmt: skip
    _write_supplier_items(context, items)
    _write_barcodes(context, items)
    return items.select(*rows.columns)


def _with_subfamily(context: Context, items: pl.DataFrame) -> pl.DataFrame:
    """The items with the sub-family they go to; one of the family's own code holds the rest."""
    if (items["family"] == DEFAULT_FAMILY).any():
        default = pl.DataFrame({"code": [DEFAULT_FAMILY], "label": ["Divers"]})
        ensure_codes(context.session, "catalog.item_family", default)
    families = query(
        context.session,
        "SELECT code AS family, id AS item_family_id, label AS family_label FROM catalog.item_family",
        {"family": pl.String, "item_family_id": pl.Int64, "family_label": pl.String},
    )
    wanted = items.join(families, on="family", how="left", maintain_order="left").with_columns(
        pl.coalesce("subfamily", "family").alias("code"),
        pl.coalesce("subfamily", "family_label").alias("label"),
    )
    missing = (
        wanted.select("item_family_id", "code", "label")
        .drop_nulls()
        .unique(["item_family_id", "code"], maintain_order=True)
    )
    copy_rows(
        context.session,
        "catalog.item_subfamily",
        missing.join(_subfamilies(context), on=["item_family_id", "code"], how="anti"),
    )
    return wanted.join(
        _subfamilies(context), on=["item_family_id", "code"], how="left", maintain_order="left"
    )


def _subfamilies(context: Context) -> pl.DataFrame:
    return query(
        context.session,
        "SELECT item_family_id, code, id FROM catalog.item_subfamily",
        {"item_family_id": pl.Int64, "code": pl.String, "item_subfamily_id": pl.Int64},
    )


def _with_unit(context: Context, items: pl.DataFrame) -> pl.DataFrame:
    used = [code for code in UNITS if code in set(items["unit"])]
    units = ensure_codes(
        context.session,
        "catalog.unit",
        pl.DataFrame(
            {
                "code": used,
                "label": [UNITS[code][0] for code in used],
                "unece_code": [UNITS[code][1] for code in used],
            },
            schema_overrides={"code": pl.String, "label": pl.String, "unece_code": pl.String},
        ),
    )
    return items.join(
        units.rename({"code": "unit", "id": "unit_id"}),
        on="unit",
        how="left",
        maintain_order="left",
    )


def _write_supplier_items(context: Context, items: pl.DataFrame) -> None:
    """The price and the reference of an item at its supplier; the first one it has is preferred."""
    given = items.filter(pl.col("supplier_id").is_not_null()).select(
        pl.col("id").alias("item_id"), "supplier_id", "supplier_reference", "purchase_price"
    )
    there = query(
        context.session,
        "SELECT item_id, supplier_id, id FROM catalog.supplier_item WHERE item_id = ANY(:items)",
        {"item_id": pl.Int64, "supplier_id": pl.Int64, "id": pl.Int64},
        items=given["item_id"].to_list(),
    )
    known = given.join(there, on=["item_id", "supplier_id"], how="left", maintain_order="left")
    marked = known.with_columns(
        pl.col("id").is_null().alias(NEW),
        pl.when(~pl.col("item_id").is_in(there["item_id"].implode()))
        .then(pl.lit(value=True))
        .otherwise(pl.when(pl.col("id").is_null()).then(pl.lit(value=False)))
        .alias("is_preferred"),
        pl.when(pl.col("id").is_null())
        .then(pl.col("purchase_price").fill_null(Decimal(0)))
        .otherwise(pl.col("purchase_price"))
        .alias("purchase_price"),
    )
    write_marked(
        context,
        "catalog.supplier_item",
        with_ids(context.session, "catalog.supplier_item", marked),
    )


def _write_barcodes(context: Context, items: pl.DataFrame) -> None:
    there = query(
        context.session,
        "SELECT item_id, barcode FROM catalog.item_barcode WHERE item_id = ANY(:items)",
        {"item_id": pl.Int64, "barcode": pl.String},
        items=items.filter(~pl.col(NEW))["id"].to_list(),
    )
    given = items.select(pl.col("id").alias("item_id"), "barcode").drop_nulls()
    copy_rows(
        context.session,
        "catalog.item_barcode",
        given.join(there, on=["item_id", "barcode"], how="anti"),
    )
