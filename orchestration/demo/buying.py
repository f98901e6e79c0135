"""What is bought: for the depots month after month, and for each order what is not kept in stock."""

import numpy as np
import polars as pl

from orchestration.demo.amounts import UNIT
from orchestration.demo.catalog import Catalog
from orchestration.demo.deals import NEVER
from orchestration.demo.orders import Orders
from orchestration.demo.world import World

SAFETY = 1.15
"""By how much more than it needs next month a depot wants to hold."""
BOUGHT_KINDS = ("goods", "subcontracting", "rental")


def depot_needs(
    world: World, catalog: Catalog, demand: np.ndarray
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What the depots hold at the start, and what they order each month for the next ones.

    The first frame has item, depot, quantity; the second supplier (position), item, depot,
    quantity, promised (day). A depot orders when what it will hold does not cover the next month.
    """
    months = demand.shape[2]
    expected = np.concatenate([demand, demand[:, :, months - 12 :][:, :, :3]], axis=2).astype(
        float
    )
    held = packs(
        expected[:, :, 0] + expected[:, :, 1] * SAFETY + (expected.sum(axis=2) > 0) * UNIT
    )
    item, place = np.nonzero(held)
    opening = pl.DataFrame({"item": item, "place": place, "quantity": held[item, place]})
    wishes = []
    level = held.astype(np.int64)
    for month in range(months):
        level = level - demand[:, :, month]
        short = level < expected[:, :, month + 1] * SAFETY
        wanted = expected[:, :, month + 1] + expected[:, :, month + 2] * 1.3 - level
        ordered = np.where(short, packs(wanted), 0)
        item, place = np.nonzero(ordered)
        wished = pl.DataFrame(
            {"item": item, "place": place, "quantity": ordered[item, place]},
            schema=dict.fromkeys(("item", "place", "quantity"), pl.Int64),
        )
        wishes.append(wished.with_columns(month=pl.lit(month)))
        level = level + ordered
    needs = pl.concat(wishes)
    supplier = catalog.items["supplier"].gather(needs["item"])
    starts = pl.Series(world.calendar.month_starts()).cast(pl.Int32).gather(needs["month"])
    # One delivery a month from a supplier to a depot, on a day of its own.
    rank = (
        needs["month"].to_numpy() * 331 + supplier.to_numpy() * 17 + needs["place"].to_numpy() * 7
    )
    promised = world.calendar.worked(starts.to_numpy() + 4 + rank % 19)
    return opening, needs.with_columns(supplier=supplier, promised=pl.Series(promised))


def packs(quantity: np.ndarray) -> np.ndarray:
    """Quantities rounded up to whole units, none below zero."""
    return np.maximum(np.ceil(quantity / UNIT), 0).astype(np.int64) * UNIT


def order_needs(world: World, catalog: Catalog, orders: Orders) -> pl.DataFrame:
    """What is bought for orders: goods that are not stocked, inside assemblies too, and subcontracting.

    As `depot_needs`, with order, project_id and site_id in place of the depot.
    """
    whole = orders.lines.join(
        orders.parts.select("line").unique(), on="line", how="anti", maintain_order="left"
    )
    inside = orders.lines.select("line", "order", "since").join(
        orders.parts.select("line", "item", "quantity"),
        on="line",
        how="inner",
        maintain_order="left",
    )
    needed = pl.concat(
        [
            whole.select("order", "since", "item", "quantity"),
            inside.select("order", "since", "item", "quantity"),
        ]
    )
    bought = catalog.items["kind"].is_in(BOUGHT_KINDS) & ~catalog.items["is_stocked"]
    needed = needed.filter(bought.gather(needed["item"]))
    needed = needed.group_by("order", "since", "item", maintain_order=True).agg(
        pl.col("quantity").sum()
    )
    work = orders.headers.filter(pl.col("canceled") == NEVER).select(
        "order", "agency", "agency_id", "project_id", "site_id", "confirmed", "started"
    )
    needed = needed.join(work, on="order", how="inner", maintain_order="left")
    later = pl.col("since") > pl.col("confirmed")
    promised = (
        pl.when(later)
        .then(pl.col("since") + 5)
        .otherwise(pl.max_horizontal(pl.col("started") - 4, pl.col("confirmed") + 3))
    )
    needed = needed.with_columns(promised=promised)
    return needed.with_columns(
        promised=pl.Series(world.calendar.worked(needed["promised"].to_numpy())),
        supplier=catalog.items["supplier"].gather(needed["item"]),
        warehouse_id=pl.lit(None, dtype=pl.Int64),
    )
