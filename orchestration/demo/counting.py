"""Stock counts: some items of each depot at the end of each year, a few of them not as expected."""

from datetime import date

import numpy as np
import polars as pl

from orchestration.demo.amounts import UNIT
from orchestration.demo.days import day_number, instant
from orchestration.demo.foundation import Foundation

COUNTED = 30
REASON = "Casse ou erreur de saisie"


def count_stock(base: Foundation, ledger: pl.DataFrame) -> pl.DataFrame:
    """Writes the counts; returns the movements of their differences.

    An item is counted once in a depot over the years, so that a count knows of no other.
    """
    rng = base.world.rng("counts")
    ends = [
        day_number(start) + 363
        for start in first_days(base)
        if day_number(start) + 366 < base.world.calendar.today
    ]
    lines: list[pl.DataFrame] = []
    for warehouse in base.depots.depot.values():
        order = rng.permutation(np.flatnonzero(base.catalog.items["is_stocked"].to_numpy()))
        for rank, end in enumerate(ends):
            chosen = order[rank * COUNTED : (rank + 1) * COUNTED]
            lines.append(expected(ledger, warehouse, end, chosen))
    return write_counts(base, rng, lines) if lines else ledger[:0]


def first_days(base: Foundation) -> list[date]:
    """The first day of each year of the history."""
    return [date(year, 1, 1) for year in base.world.years]


def expected(ledger: pl.DataFrame, warehouse: int, day: int, items: np.ndarray) -> pl.DataFrame:
    """What a depot should hold of some items at the end of a day."""
    seen = ledger.filter(pl.col("warehouse_id") == warehouse, pl.col("day") <= day)
    held = seen.group_by("item").agg(expected=pl.col("quantity").sum())
    wanted = pl.DataFrame({"item": items, "warehouse_id": warehouse, "day": day})
    return wanted.join(held, on="item", how="inner", maintain_order="left").filter(
        pl.col("expected") >= 2 * UNIT
    )


def write_counts(
    base: Foundation, rng: np.random.Generator, lines: list[pl.DataFrame]
) -> pl.DataFrame:
    """Writes counts, validated the day after, and their lines; returns the movements."""
    writer = base.writer
    counted = pl.concat(lines)
    by = ["warehouse_id", "day"]
    counts = counted.select(by).unique(maintain_order=True)
    user = pl.lit(base.staff.user("storekeeper"))
    day = pl.from_epoch("day", "d")
    written = writer.write(
        "stock.stock_count",
        counts.select(
            "warehouse_id",
            counted_on=day,
            title=pl.format("Inventaire tournant {}", day.dt.year()),
            state=pl.lit("validated"),
            started_at=instant(day, 18 * 60),
            started_by_id=user,
            validated_at=instant(day, 20 * 60),
            validated_by_id=user,
            created_at=instant(day, 17 * 60),
        ),
    )
    counted = counted.join(
        counts.with_columns(stock_count_id=written["id"]), on=by, how="left", maintain_order="left"
    )
    wrong = rng.random(counted.height) < 0.22
    difference = pl.Series(np.where(wrong, rng.choice([-2, -1, -1, 1], counted.height), 0) * UNIT)
    counted = counted.with_columns(
        difference=difference,
        id=pl.Series(writer.new_ids("stock.stock_count_line", counted.height)),
    )
    writer.write(
        "stock.stock_count_line",
        counted.select(
            "id",
            "stock_count_id",
            item_id=pl.Series(base.catalog.ids).gather(counted["item"]),
            expected_quantity="expected",
            counted_quantity=pl.col("expected") + pl.col("difference"),
            counted_at=instant(day, 19 * 60),
            counted_by_id=user,
            reason=pl.when(pl.col("difference") != 0).then(pl.lit(REASON)),
        ),
    )
    moved = counted.filter(pl.col("difference") != 0)
    return moved.select(
        "item",
        "warehouse_id",
        "day",
        id=pl.Series(writer.new_ids("stock.stock_movement", moved.height)),
        quantity="difference",
        kind=pl.lit("count"),
        source_kind=pl.lit("stock_count_line"),
        source_id=pl.col("id").cast(pl.String),
        note=pl.lit(REASON),
    )
