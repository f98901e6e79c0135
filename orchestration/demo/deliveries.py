"""Goods that leave for orders: delivery notes, serial numbers, and what is installed at customers'."""

from dataclasses import dataclass

import polars as pl

from orchestration.demo.amounts import UNIT
from orchestration.demo.catalog import Catalog
from orchestration.demo.company import Company
from orchestration.demo.days import instant
from orchestration.demo.depots import Depots
from orchestration.demo.orders import Orders
from orchestration.demo.quotes import printed_customer
from orchestration.demo.world import World
from orchestration.demo.writer import Writer


@dataclass(frozen=True)
class Deliveries:
    """What left for the orders of a block."""

    notes: pl.DataFrame
    """Complete but for references; `day` is when they were issued."""
    lines: pl.DataFrame
    """id, order, item (position), quantity, day, warehouse_id, project_id."""
    movements: pl.DataFrame
    """Out of stock: id, item (position), warehouse_id, day, quantity, kind, source, project_id."""
    equipment: pl.DataFrame
    """Pieces installed: id, customer (position), item, delivered (day), warranty_ends_on."""


def deliver(
    world: World,
    writer: Writer,
    *,
    company: Company,
    catalog: Catalog,
    depots: Depots,
    orders: Orders,
    customers: pl.DataFrame,
) -> Deliveries:
    """Writes the lines of delivery notes, serial numbers and equipment; returns the headers."""
    notes = draw_notes(world, writer, orders)
    lines = write_note_lines(writer, catalog, depots, notes, orders)
    movements = move_out(writer, catalog, lines, orders.parts)
    equipment = install(writer, catalog, lines, movements, customers)
    who = customers.select("display", "line1", "postal_code", "city")[notes["customer"]]
    headers = pl.concat([notes, who], how="horizontal").select(
        "id",
        "day",
        "agency_id",
        "customer_id",
        "site_id",
        "sales_order_id",
        company_id=pl.lit(company.id),
        warehouse_id=pl.col("agency").replace_strict(depots.depot),
        delivered_on=pl.from_epoch("day", "d"),
        issued_at=instant(pl.from_epoch("day", "d")),
        created_at=instant(pl.from_epoch("day", "d")),
        printed=printed_customer(),
    )
    return Deliveries(headers, lines, movements, equipment)


def draw_notes(world: World, writer: Writer, orders: Orders) -> pl.DataFrame:
    """A note when the work starts, another for what an amendment adds."""
    started = pl.when(pl.col("mode") == "instalments").then("starts").otherwise("started")
    today = world.calendar.today
    kept = orders.headers.filter(pl.col("canceled") > today)
    first = kept.with_columns(day=started, since="confirmed")
    later = (
        orders.lines.filter(pl.col("order_amendment_id").is_not_null())
        .unique(["order", "since"], maintain_order=True)
        .select("order", "since")
    )
    second = kept.join(later, on="order", maintain_order="left", how="inner").with_columns(
        day=pl.col("since") + 2
    )
    columns = (
        "order",
        "customer",
        "customer_id",
        "agency",
        "agency_id",
        "site_id",
        "project_id",
        "since",
        "day",
    )
    notes = pl.concat(
        [first.select(*columns, sales_order_id="id"), second.select(*columns, sales_order_id="id")]
    )
    notes = notes.with_columns(day=pl.Series(world.calendar.worked(notes["day"].to_numpy())))
    has_goods = (
        orders.lines.filter(pl.col("unit_code").is_in(["U", "M", "F"]))
        .select("order", "since")
        .unique()
    )
    notes = (
        notes.filter(pl.col("day") <= today)
        .join(has_goods, on=["order", "since"], how="semi")
        .sort("day", "order", maintain_order=True)
    )
    return notes.with_columns(id=pl.Series(writer.new_ids("sales.delivery_note", notes.height)))


def write_note_lines(
    writer: Writer, catalog: Catalog, depots: Depots, notes: pl.DataFrame, orders: Orders
) -> pl.DataFrame:
    """Writes what each note carries: the goods and the assemblies of the order."""
    carried = catalog.items["kind"].is_in(["goods", "assembly"])
    goods = orders.lines.filter(carried.gather(orders.lines["item"]))
    lines = notes.select(
        "order",
        "since",
        "day",
        "customer",
        "project_id",
        "site_id",
        "agency",
        delivery_note_id="id",
    ).join(goods, on=["order", "since"], maintain_order="left", how="inner")
    lines = lines.with_columns(
        id=pl.Series(writer.new_ids("sales.delivery_note_line", lines.height)),
        position=pl.int_range(1, pl.len() + 1).over("delivery_note_id"),
        warehouse_id=pl.col("agency").replace_strict(depots.depot),
        item_id=pl.Series(catalog.ids).gather(lines["item"]),
    )
    writer.write(
        "sales.delivery_note_line",
        lines.select(
            "id",
            "delivery_note_id",
            "item_id",
            "position",
            "designation",
            "quantity",
            sales_order_line_id="line",
        ),
    )
    return lines.select(
        "id",
        "order",
        "line",
        "item",
        "item_id",
        "quantity",
        "day",
        "customer",
        "project_id",
        "site_id",
        "warehouse_id",
        "designation",
    )


def move_out(
    writer: Writer, catalog: Catalog, lines: pl.DataFrame, parts: pl.DataFrame
) -> pl.DataFrame:
    """The movements of stocked goods, alone or inside assemblies."""
    inside = lines.drop("item", "quantity").join(
        parts.select("line", "item", "quantity"), on="line", maintain_order="left", how="inner"
    )
    alone = lines.join(parts.select("line"), on="line", how="anti", maintain_order="left")
    columns = ("item", "warehouse_id", "day", "quantity", "project_id", "id")
    stocked = catalog.items["is_stocked"]
    out = pl.concat([alone.select(columns), inside.select(columns)])
    out = (
        out.filter(stocked.gather(out["item"]))
        .group_by("id", "item", "warehouse_id", "day", "project_id", maintain_order=True)
        .agg(pl.col("quantity").sum())
    )
    return out.select(
        "item",
        "warehouse_id",
        "day",
        "project_id",
        id=pl.Series(writer.new_ids("stock.stock_movement", out.height)),
        quantity=-pl.col("quantity"),
        kind=pl.lit("delivery"),
        source_kind=pl.lit("delivery_note_line"),
        source_id=pl.col("id").cast(pl.String),
    )


def install(
    writer: Writer,
    catalog: Catalog,
    lines: pl.DataFrame,
    movements: pl.DataFrame,
    customers: pl.DataFrame,
) -> pl.DataFrame:
    """Numbers the pieces that are followed one by one, and puts them in the customers' equipment."""
    followed = catalog.items["is_serialized"]
    pieces = (
        lines.filter(followed.gather(lines["item"]))
        .with_columns(rank=pl.int_ranges(0, pl.col("quantity") // UNIT))
        .explode("rank")
    )
    serial_ids = pl.Series(writer.new_ids("stock.serial_number", pieces.height))
    code = catalog.items["subfamily"].gather(pieces["item"])
    pieces = pieces.with_columns(
        serial_id=serial_ids,
        number=pl.format("{}{}", code, serial_ids.cast(pl.String).str.zfill(9)),
    )
    writer.write(
        "stock.serial_number",
        pieces.select("item_id", "number", id="serial_id", state=pl.lit("delivered")),
    )
    writer.write(
        "sales.delivery_serial",
        pieces.select(delivery_note_line_id="id", serial_number_id="serial_id"),
    )
    moved = movements.select(
        pl.col("source_id").cast(pl.Int64).alias("id"), "item", stock_movement_id="id"
    )
    writer.write(
        "stock.movement_serial",
        pieces.join(moved, on=["id", "item"], maintain_order="left", how="inner").select(
            "item_id", "stock_movement_id", serial_number_id="serial_id"
        ),
    )
    months = catalog.items["warranty_months"].gather(pieces["item"])
    delivered = pl.from_epoch("day", "d")
    equipment = pieces.select(
        "site_id",
        "item_id",
        "designation",
        "project_id",
        "customer",
        "item",
        "day",
        customer_id=customers["id"].gather(pieces["customer"]),
        serial="number",
        serial_number_id="serial_id",
        delivery_note_line_id="id",
        delivered_on=delivered,
        installed_on=delivered,
        warranty_months=months,
        warranty_ends_on=delivered.dt.offset_by(pl.format("{}mo", months)),
        created_at=instant(delivered),
    )
    written = writer.write("service.equipment", equipment.drop("customer", "item", "day"))
    kept = ("customer", "item", "day", "designation", "warranty_ends_on", "site_id")
    family = catalog.items["family"].gather(equipment["item"])
    return equipment.select(*kept, id=written["id"], family=family)
