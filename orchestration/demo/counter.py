"""Sales over the counter of the agencies, on account: an invoice without an order."""

import numpy as np
import polars as pl

from orchestration.demo.catalog import Catalog
from orchestration.demo.deals import scattered
from orchestration.demo.depots import Depots
from orchestration.demo.lines import price, some
from orchestration.demo.tables.activity import COUNTER, COUNTER_YEARLY, SEASONS
from orchestration.demo.world import World, pick
from orchestration.demo.writer import Writer

MOST_LINES = 14


def draw_counter_sales(
    world: World, writer: Writer, catalog: Catalog, customers: pl.DataFrame, block: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Standard invoices of goods taken away at once, and their lines."""
    rng = world.rng("counter", block)
    calendar = world.calendar
    busy = calendar.busyness(SEASONS["counter"], growth=0.03, shop=True)
    until = np.minimum(customers["until"].to_numpy(), calendar.today)
    since = customers["starts"].to_numpy()
    share = calendar.share(busy, since, np.maximum(until, since)) * (since < until)
    sales = scattered(
        world,
        rng,
        customers,
        kind="counter",
        busy=busy,
        wants=0.15 + customers["has_pool"].to_numpy(),
        share=share,
        yearly=COUNTER_YEARLY,
    ).sort("drafted", "customer")
    ids = writer.new_ids("sales.invoice", sales.height)
    sales = sales.with_columns(invoice_id=pl.Series(ids)).rename({"drafted": "day"}).drop("kind")
    who = customers.select("agency_id", "site_id", "salesperson_id", "terms")[sales["customer"]]
    invoices = pl.concat([sales, who], how="horizontal").with_columns(
        kind=pl.lit("standard"), retention_rate=pl.lit(0), delivered="day"
    )
    lines = draw_goods(world, rng, catalog, customers, sales)
    return invoices, lines


def draw_goods(
    world: World,
    rng: np.random.Generator,
    catalog: Catalog,
    customers: pl.DataFrame,
    sales: pl.DataFrame,
) -> pl.DataFrame:
    """The lines of counter sales: one to nine kinds of goods, few of most."""
    count = np.minimum(1 + rng.poisson(4.1, sales.height), MOST_LINES)
    document = np.repeat(np.arange(sales.height), count)
    kinds = pick(rng, len(document), [part.chance for part in COUNTER])
    drawn = pl.concat(
        [some(rng, catalog, document[kinds == rank], part) for rank, part in enumerate(COUNTER)]
    ).unique(["deal", "item"], keep="first", maintain_order=True)
    terms = sales.with_row_index("deal").select(
        "deal", "customer", "invoice_id", "day", granted=pl.lit(0)
    )
    discounted = pl.Series(rng.random(drawn.height) < 0.08)
    joined = drawn.join(terms, on="deal", maintain_order="left").with_columns(
        granted=pl.when(discounted).then(pl.lit(10)).otherwise(0)
    )
    return (
        price(world, catalog, customers, joined)
        .sort("invoice_id", "item")
        .drop("deal", "year", "unit_cost", "cost", "kind")
    )


def move_goods(
    writer: Writer,
    catalog: Catalog,
    *,
    depots: Depots,
    sales: pl.DataFrame,
    lines: pl.DataFrame,
    customers: pl.DataFrame,
) -> pl.DataFrame:
    """The goods of counter sales out of the depot, and back in with their credit notes."""
    stocked = catalog.items["is_stocked"]
    sold = lines.join(
        sales.select("invoice_id", "day", "customer"),
        on="invoice_id",
        how="inner",
        maintain_order="left",
    )
    sold = sold.filter(stocked.gather(sold["item"]))
    sold = sold.with_columns(
        movement_id=pl.Series(writer.new_ids("stock.stock_movement", sold.height)),
        warehouse_id=customers["agency"].gather(sold["customer"]).replace_strict(depots.depot),
    )
    out = sold.select(
        "item",
        "warehouse_id",
        "day",
        id="movement_id",
        quantity=-pl.col("quantity"),
        kind=pl.lit("delivery"),
        source_kind=pl.lit("invoice_line"),
        source_id=pl.col("id").cast(pl.String),
    )
    return pl.concat([out, bring_back(writer, sold, lines)], how="diagonal_relaxed")


def bring_back(writer: Writer, sold: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """What credit notes took back of what had been sold."""
    taken = sold.select("warehouse_id", corrects_line_id="id", returned_movement_id="movement_id")
    back = lines.filter(pl.col("corrects_line_id").is_not_null()).join(
        taken, on="corrects_line_id", how="inner", maintain_order="left"
    )
    return back.select(
        "item",
        "warehouse_id",
        "quantity",
        "returned_movement_id",
        day="credited_on",
        id=pl.Series(writer.new_ids("stock.stock_movement", back.height)),
        kind=pl.lit("return"),
        source_kind=pl.lit("invoice_line"),
        source_id=pl.col("id").cast(pl.String),
    )
