"""The stock of the whole company: what left all blocks, what came for it, and what it cost."""

from dataclasses import dataclass

import polars as pl

from orchestration.demo import buying, counting, purchasing, stock
from orchestration.demo.foundation import Foundation
from orchestration.demo.purchasing import Purchases

COLUMNS = {
    "id": pl.Int64,
    "item": pl.Int64,
    "warehouse_id": pl.Int64,
    "day": pl.Int64,
    "quantity": pl.Int64,
    "unit_cost": pl.Int64,
    "kind": pl.String,
    "returned_movement_id": pl.Int64,
    "project_id": pl.Int64,
    "source_kind": pl.String,
    "source_id": pl.String,
    "note": pl.String,
}


@dataclass(frozen=True)
class Supply:
    """Purchases of the depots and of each block, and the stock they make."""

    depots: Purchases
    blocks: list[Purchases]
    valued: stock.Valued


def supply(base: Foundation, movements: list[pl.DataFrame], bought: list[pl.DataFrame]) -> Supply:
    """Buys what left the stock (`movements` by block) and what orders took from none (`bought`)."""
    world, writer, catalog, depots = base.world, base.writer, base.catalog, base.depots
    carried = stock.supply_others(world, writer, depots, agencies_of_vans(base), movements)
    out = pl.concat([*movements, carried], how="diagonal_relaxed")
    demand = stock.monthly_demand(world, catalog, depots, out)
    stock.write_reorder_rules(writer, catalog, depots, demand)
    opening, needs = buying.depot_needs(world, catalog, demand)
    places = pl.DataFrame(
        {
            "place": range(len(depots.depot)),
            "agency": list(depots.depot),
            "agency_id": base.company.agencies["id"].to_list(),
            "warehouse_id": list(depots.depot.values()),
        }
    ).cast({"place": pl.Int64})
    held = purchasing.buy(base, with_destination(needs, places), "depots")
    ordered = [purchasing.buy(base, needed, block) for block, needed in enumerate(bought)]
    came = [held.movements, *(each.movements for each in ordered)]
    ledger = aligned([out, opening_of(base, opening.join(places, on="place")), *came])
    ledger = aligned([ledger, counting.count_stock(base, ledger)])
    return Supply(held, ordered, stock.value(world, catalog, ledger))


def agencies_of_vans(base: Foundation) -> dict[int, int]:
    """The agency (position) of each technician."""
    technicians = base.staff.employees.filter(pl.col("job") == "technician")
    return dict(technicians.select("id", "agency").iter_rows())


def with_destination(needs: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """What depots need, addressed to them."""
    nothing = pl.lit(None, dtype=pl.Int64)
    return needs.join(places, on="place", how="left", maintain_order="left").with_columns(
        order=nothing, project_id=nothing, site_id=nothing
    )


def opening_of(base: Foundation, opening: pl.DataFrame) -> pl.DataFrame:
    """The movements of what depots held the eve of the history."""
    first_year = pl.Series(base.catalog.purchase[:, 0])
    return opening.select(
        "item",
        "warehouse_id",
        "quantity",
        id=pl.Series(base.writer.new_ids("stock.stock_movement", opening.height)),
        day=pl.lit(base.world.calendar.first - 1),
        unit_cost=first_year.gather(opening["item"]),
        kind=pl.lit("opening"),
        note=pl.lit("Reprise du stock"),
    )


def aligned(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """Movements together, with every column of the ledger."""
    whole = pl.concat(frames, how="diagonal_relaxed")
    missing = {
        name: pl.lit(None, dtype=kind)
        for name, kind in COLUMNS.items()
        if name not in whole.columns
    }
    return whole.with_columns(**missing).select(list(COLUMNS)).cast(pl.Schema(COLUMNS))
