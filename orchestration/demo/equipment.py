"""What customers had before the history starts, sold by the company long ago or by somebody else."""

import numpy as np
import polars as pl

from orchestration.demo.catalog import Catalog
from orchestration.demo.days import instant
from orchestration.demo.world import World
from orchestration.demo.writer import Writer

OLD_PIECES = {
    "has_pool": ("POMPE", "ELECTRO", "ROBOT"),
    "has_heating": ("CHAUD", "POELE", "SPLIT"),
}
"""By what a customer has: sub-families of the pieces."""
OWNED_SHARE = 0.6


def draw_old_equipment(
    world: World, writer: Writer, catalog: Catalog, customers: pl.DataFrame, block: int
) -> pl.DataFrame:
    """Writes old pieces; returns them as `Deliveries.equipment` does."""
    rng = world.rng("old equipment", block)
    drawn = []
    for wanted, subfamilies in OLD_PIECES.items():
        for subfamily in subfamilies:
            has = customers[wanted].to_numpy() & customers["is_old"].to_numpy()
            owners = np.flatnonzero(has & (rng.random(customers.height) < OWNED_SHARE))
            drawn.append(
                pl.DataFrame(
                    {
                        "customer": owners,
                        "item": catalog.choose(rng, subfamily, len(owners)),
                        "day": world.calendar.first - rng.integers(20, 9 * 365, len(owners)),
                    }
                )
            )
    pieces = pl.concat(drawn)
    items = catalog.items[pieces["item"]]
    who = customers.select("site_id", customer_id="id")[pieces["customer"]]
    installed = pl.from_epoch("day", "d")
    rows = pl.concat([pieces, who], how="horizontal").select(
        "customer_id",
        "site_id",
        item_id=items["id"],
        designation=items["designation"],
        delivered_on=installed,
        installed_on=installed,
        warranty_months=items["warranty_months"],
        warranty_ends_on=installed.dt.offset_by(pl.format("{}mo", items["warranty_months"])),
        created_at=instant(pl.lit(world.start)),
    )
    written = writer.write("service.equipment", rows)
    return pieces.select(
        "customer",
        "item",
        "day",
        designation=items["designation"],
        warranty_ends_on=rows["warranty_ends_on"],
        site_id=rows["site_id"],
        id=written["id"],
        family=items["family"],
    )


def cover(writer: Writer, owned: pl.DataFrame, terms: pl.DataFrame) -> None:
    """Writes which contract covers which piece: the first one its customer has, for its whole term."""
    first = owned.unique("customer", keep="first", maintain_order=True)
    covered = terms.join(
        first.select("customer", "day", equipment_id="id"), on="customer", how="inner"
    ).filter(pl.col("day") <= pl.col("starts"))
    covered = covered.sort("id")
    writer.write(
        "service.equipment_coverage",
        covered.select(
            "equipment_id",
            service_contract_id="id",
            valid_from=pl.from_epoch("starts", "d"),
            valid_to=pl.from_epoch("last", "d"),
            created_at=instant(pl.from_epoch("starts", "d")),
        ),
    )
