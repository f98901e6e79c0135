"""The stock of the company: what must be bought and moved for what left, and what it all costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import polars as pl

from operational.stock.rules import average_after_entry
from orchestration.demo.amounts import UNIT
from orchestration.demo.catalog import Catalog
from orchestration.demo.days import instant
from orchestration.demo.depots import Depots
from orchestration.demo.world import World
from orchestration.demo.writer import Writer

DAYS_KEY = 100_000
"""More than any day number: item × DAYS_KEY + day orders movements by item, then day."""
ENTRIES = ("opening", "receipt", "return")
"""Movements that change an average cost: the others go at it."""


@dataclass(frozen=True)
class UnitCosts:
    """What items cost, day by day."""

    item_ids: pl.Series
    _keys: np.ndarray
    _averages: np.ndarray
    _purchase: np.ndarray
    _years: np.ndarray
    _first: int

    def at(self, items: pl.Series, days: pl.Series) -> pl.Series:
        """The cost of each item at the end of a day: its average in stock, else its purchase price."""
        item, day = items.to_numpy(), days.to_numpy()
        wanted = item * DAYS_KEY + day
        place = np.searchsorted(self._keys, wanted, side="right") - 1
        known = (place >= 0) & (self._keys[np.maximum(place, 0)] // DAYS_KEY == item)
        bought = self._purchase[item, self._years[day - self._first]]
        return pl.Series(np.where(known, self._averages[np.maximum(place, 0)], bought))


@dataclass(frozen=True)
class Valued:
    """The ledger with its values."""

    movements: pl.DataFrame
    """Sorted by item, day, id: with cost, quantity_after and average."""
    unit_costs: UnitCosts


def value(world: World, catalog: Catalog, movements: pl.DataFrame) -> Valued:
    """Replays the movements of every item: averages, and what each movement cost."""
    is_entry = pl.col("kind").is_in(ENTRIES)
    moved = movements.sort("item", "day", "id").with_columns(
        quantity_after=pl.col("quantity").cum_sum().over("item"),
        entry=is_entry.cast(pl.Int64).cum_sum() - 1,
    )
    entries = moved.filter(is_entry)
    entered = entries["item"].to_numpy()
    entry, enters = moved["entry"].to_numpy(), moved.select(is_entry).to_series().to_numpy()
    known = (entry >= 0) & (entered[np.maximum(entry, 0)] == moved["item"].to_numpy())
    moved = moved.with_columns(entry=pl.Series(np.where(known, entry, -1)))
    origins = entries.select(id="returned_movement_id").join(
        moved.select("id", "entry"), on="id", how="left", maintain_order="left"
    )
    costs, averages = replay(entries, origins["entry"].fill_null(-1).to_numpy())
    average = np.where(known, averages[np.maximum(entry, 0)], 0)
    moved = moved.with_columns(
        cost=pl.Series(np.where(enters, costs[np.maximum(entry, 0)], average)),
        average=pl.Series(average),
    )
    keys = entered * DAYS_KEY + entries["day"].to_numpy()
    last = np.append(keys[1:] != keys[:-1], [True])
    years = year_positions(world)
    first = world.calendar.first
    return Valued(
        moved,
        UnitCosts(
            pl.Series(catalog.ids), keys[last], averages[last], catalog.purchase, years, first
        ),
    )


def year_positions(world: World) -> np.ndarray:
    """The position of the year of each day of the calendar, the last for what is to come."""
    return np.minimum(world.calendar.year - world.start.year, len(world.years) - 1)


def replay(entries: pl.DataFrame, origins: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The cost of each entry, and the average it leaves, by the rule of the company.

    An entry without a cost comes back at the average that was in force when it had left: that of the
    entry at the position `origins` (-1: none).
    """
    costs, averages = np.zeros((2, entries.height), dtype=np.int64)
    item_before, average = -1, Decimal(0)
    rows = entries.select("item", "quantity", "quantity_after", "unit_cost").rows()
    for rank, (item, quantity, after, given) in enumerate(rows):
        if item != item_before:
            item_before, average = item, Decimal(0)
        origin = int(origins[rank])
        cost = given if given is not None else int(averages[origin]) if origin >= 0 else 0
        held, entered = Decimal(after - quantity) / UNIT, Decimal(quantity) / UNIT
        average = average_after_entry(held, average, entered, Decimal(cost) / UNIT)
        costs[rank], averages[rank] = cost, int(average * UNIT)
    return costs, averages


def write_ledger(writer: Writer, valued: Valued) -> None:
    """Writes movements, their values, levels and averages."""
    moved = valued.movements
    at = instant(pl.from_epoch("day", "d"), 8 * 60)
    item_id = valued.unit_costs.item_ids.gather(moved["item"])
    moved = moved.with_columns(item_id=item_id)
    writer.write(
        "stock.stock_movement",
        moved.select(
            "id",
            "item_id",
            "warehouse_id",
            "quantity",
            "unit_cost",
            "kind",
            "returned_movement_id",
            "project_id",
            "source_kind",
            "source_id",
            "note",
            moved_on=pl.from_epoch("day", "d"),
            created_at=at,
        ),
    )
    writer.write(
        "stock.stock_valuation",
        moved.select(
            "quantity_after",
            stock_movement_id="id",
            unit_cost="cost",
            average_unit_cost="average",
            created_at=at,
        ),
    )
    levels = moved.group_by("item_id", "warehouse_id", maintain_order=True).agg(
        pl.col("quantity").sum()
    )
    writer.write("stock.stock_level", levels)
    last = moved.unique("item_id", keep="last", maintain_order=True)
    writer.write(
        "stock.average_cost",
        last.select("item_id", quantity="quantity_after", unit_cost="average"),
    )


def write_reorder_rules(
    writer: Writer, catalog: Catalog, depots: Depots, demand: np.ndarray
) -> None:
    """Writes the level under which each item is bought again: what leaves in three weeks."""
    monthly = demand[:, :, -12:].mean(axis=2)
    item, place = np.nonzero(monthly > 0)
    level = np.ceil(monthly[item, place] * 0.7 / UNIT).astype(np.int64) * UNIT
    writer.write(
        "stock.reorder_rule",
        pl.DataFrame(
            {
                "item_id": catalog.ids[item],
                "warehouse_id": np.array(list(depots.depot.values()))[place],
                "reorder_level": level,
                "target_quantity": 3 * level,
            }
        ),
    )


def supply_others(
    world: World,
    writer: Writer,
    depots: Depots,
    staff_agency: dict[int, int],
    movements: Sequence[pl.DataFrame],
) -> pl.DataFrame:
    """Carries to vans and shops, at the start of each month, what will leave them in the month.

    Writes the transfers and returns their movements.
    """
    home = {
        **{
            depots.van[technician]: agency
            for technician, agency in staff_agency.items()
            if technician in depots.van
        },
        **{shop: agency for agency, shop in depots.shop.items()},
    }
    out = pl.concat(
        [m.select("item", "warehouse_id", "day", "quantity") for m in movements]
    ).filter(pl.col("warehouse_id").is_in(list(home)))
    month = pl.from_epoch("day", "d").dt.month_start()
    needed = (
        out.with_columns(month=month)
        .group_by("warehouse_id", "month", "item", maintain_order=True)
        .agg(quantity=-pl.col("quantity").sum())
    )
    needed = (
        needed.with_columns(quantity=((pl.col("quantity") + UNIT - 1) // UNIT) * UNIT)
        .filter(pl.col("quantity") > 0)
        .sort("month", "warehouse_id", "item")
    )
    eve = world.calendar.worked(needed["month"].cast(pl.Int32).to_numpy() - 4)
    needed = needed.with_columns(
        day=pl.Series(np.maximum(eve, world.calendar.first)),
        depot=pl.col("warehouse_id").replace_strict(
            {there: depots.depot[agency] for there, agency in home.items()}
        ),
    )
    trips = needed.unique(["warehouse_id", "month"], keep="first", maintain_order=True)
    trips = trips.with_columns(
        trip=pl.Series(writer.new_ids("stock.stock_transfer", trips.height))
    )
    writer.write(
        "stock.stock_transfer",
        trips.select(
            id="trip",
            from_warehouse_id="depot",
            to_warehouse_id="warehouse_id",
            moved_on=pl.from_epoch("day", "d"),
            created_at=instant(pl.from_epoch("day", "d"), 7 * 60),
        ),
    )
    needed = needed.join(
        trips.select("warehouse_id", "month", "trip"),
        on=["warehouse_id", "month"],
        how="left",
        maintain_order="left",
    )
    legs = [
        needed.select("item", "day", "trip", warehouse_id="depot", quantity=-pl.col("quantity")),
        needed.select("item", "day", "trip", "warehouse_id", "quantity"),
    ]
    both = pl.concat(legs, how="diagonal_relaxed")
    return both.select(
        "item",
        "warehouse_id",
        "day",
        "quantity",
        id=pl.Series(writer.new_ids("stock.stock_movement", both.height)),
        kind=pl.lit("transfer"),
        source_kind=pl.lit("stock_transfer"),
        source_id=pl.col("trip").cast(pl.String),
    )


def monthly_demand(
    world: World, catalog: Catalog, depots: Depots, movements: pl.DataFrame
) -> np.ndarray:
    """What leaves each depot, by item (position), depot (position) and month of the history."""
    places = {warehouse: position for position, warehouse in enumerate(depots.depot.values())}
    out = movements.filter(pl.col("warehouse_id").is_in(list(places)), pl.col("quantity") < 0)
    month = month_positions(world, out["day"].to_numpy())
    demand = np.zeros(
        (catalog.items.height, len(places), len(world.calendar.month_starts())), dtype=np.int64
    )
    place = out["warehouse_id"].replace_strict(places).to_numpy()
    np.add.at(demand, (out["item"].to_numpy(), place, month), -out["quantity"].to_numpy())
    return demand


def month_positions(world: World, days: np.ndarray) -> np.ndarray:
    """The position of the month of each day in the history."""
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(int)
    return months - (world.start.year - 1970) * 12
