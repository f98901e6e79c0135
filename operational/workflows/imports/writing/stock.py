"""The stock items start with: opening movements, and levels of alert."""

import polars as pl

from operational.workflows.imports.context import Context
from operational.workflows.imports.database import copy_rows, query, with_ids
from operational.workflows.imports.kinds import with_defaults
from operational.workflows.imports.layouts.catalog import STOCK_LEVELS
from operational.workflows.imports.writing.values import NEW, by_user, write_marked


def write_stock_levels(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    """One opening movement per row with a quantity; a changed row writes its levels of alert."""
    placed = _with_warehouse(context, rows.with_columns(pl.col("id").is_null().alias(NEW)))
    moved = placed.filter(pl.col(NEW) & (pl.col("quantity") != 0))
    movements = moved.select(
        "item_id",
        "warehouse_id",
        pl.col("counted_on").fill_null(context.today).alias("moved_on"),
        "quantity",
        pl.when(pl.col("quantity") > 0)
        .then(pl.coalesce("unit_cost", "purchase_price"))
        .alias("unit_cost"),
        pl.lit("opening").alias("kind"),
        pl.lit("import").alias("source_kind"),
        pl.lit(context.source).alias("source_id"),
        by_user(context).alias("by_id"),
    )
    copy_rows(context.session, "stock.stock_movement", movements)
    _write_reorder_rules(context, placed)
    return placed.with_columns(pl.col("item_id").alias("id")).select(*rows.columns)


def _with_warehouse(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with the warehouse of the agency they name, added if it is new."""
    given = with_defaults(STOCK_LEVELS, rows)
    codes = given.select(pl.col("warehouse").alias("code")).unique(maintain_order=True)
    missing = codes.join(_warehouses(context), on="code", how="anti").select(
        pl.lit(context.agency_id).alias("agency_id"),
        "code",
        pl.col("code").alias("name"),
        pl.lit("depot").alias("kind"),
    )
    copy_rows(context.session, "stock.warehouse", missing)
    warehouses = _warehouses(context).rename({"code": "warehouse", "id": "warehouse_id"})
    return given.join(warehouses, on="warehouse", how="left", maintain_order="left")


def _warehouses(context: Context) -> pl.DataFrame:
    return query(
        context.session,
        "SELECT code, id FROM stock.warehouse WHERE agency_id = :agency",
        {"code": pl.String, "id": pl.Int64},
        agency=context.agency_id,
    )


def _write_reorder_rules(context: Context, rows: pl.DataFrame) -> None:
    given = rows.filter(pl.col("reorder_level").is_not_null()).select(
        "item_id",
        "warehouse_id",
        "reorder_level",
        pl.coalesce("target_quantity", "reorder_level").alias("target_quantity"),
    )
    there = query(
        context.session,
        "SELECT item_id, warehouse_id, id FROM stock.reorder_rule WHERE item_id = ANY(:items)",
        {"item_id": pl.Int64, "warehouse_id": pl.Int64, "id": pl.Int64},
        items=given["item_id"].to_list(),
    )
    known = given.join(there, on=["item_id", "warehouse_id"], how="left", maintain_order="left")
    marked = known.with_columns(pl.col("id").is_null().alias(NEW))
    rules = with_ids(context.session, "stock.reorder_rule", marked)
    write_marked(context, "stock.reorder_rule", rules)
