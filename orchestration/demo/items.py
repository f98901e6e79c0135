"""Items and assemblies drawn from the families, and what they cost and sell for."""

import numpy as np
import polars as pl

from orchestration.demo.amounts import UNIT
from orchestration.demo.tables import goods as data
from orchestration.demo.tables.ranges import BRANDS, SIZES, Goods
from orchestration.demo.world import World

CENT = UNIT // 100


def draw_items(world: World) -> pl.DataFrame:
    """Items of every sub-family; their number grows slower than the company."""
    rng = world.rng("items")
    growth = 0.8 * (world.blocks * world.size) ** 0.25
    rows: list[dict[str, object]] = []
    for group in data.GOODS:
        count = max(round(group.number * growth), 2)
        rows.extend(draw_item(rng, group, rank) for rank in range(count))
    for recipe in data.RECIPES:
        rows.extend(draw_assembly(recipe, rank) for rank in range(recipe.number))
    frame = pl.DataFrame(rows).with_columns(
        reference=pl.format(
            "{}-{}",
            "subfamily",
            (pl.int_range(pl.len()).over("subfamily") + 1).cast(pl.String).str.zfill(4),
        )
    )
    return frame.with_columns(
        popularity=pl.Series(rng.pareto(1.4, frame.height) + 0.2),
        supplier=pl.Series([draw_supplier(rng, str(family)) for family in frame["family"]]),
    )


def draw_item(rng: np.random.Generator, group: Goods, rank: int) -> dict[str, object]:
    """An item of a sub-family: a brand, a specification, a model year."""
    brand = BRANDS[int(rng.integers(len(BRANDS)))]
    spec = group.specs[rank % len(group.specs)]
    step = (rank + 0.5) / group.number
    price = group.low * (group.high / group.low) ** float(
        np.clip(step + rng.normal(0, 0.15), 0, 1)
    )
    own = group.kind != "goods"
    label = f"{group.noun} {spec}" if own else f"{group.noun} {brand} {spec}"
    return {
        "designation": label
        if rank < len(group.specs)
        else f"{label} série {rank // len(group.specs)}",
        "kind": group.kind,
        "family": group.family,
        "subfamily": group.code,
        "unit": group.unit,
        "is_stocked": group.stocked,
        "is_serialized": group.serialized,
        "warranty_months": group.warranty,
        "service_life_months": None if own else group.life,
        "base": round(price * 100),
    }


def draw_assembly(recipe: data.Recipe, rank: int) -> dict[str, object]:
    """An assembly of a recipe; its price comes from its components."""
    size = SIZES[rank % len(SIZES)]
    return {
        "designation": f"{recipe.noun} {size}"
        if rank < len(SIZES)
        else f"{recipe.noun} {size} variante {rank // len(SIZES)}",
        "kind": "assembly",
        "family": "OUVR",
        "subfamily": recipe.code,
        "unit": "F",
        "is_stocked": False,
        "is_serialized": False,
        "warranty_months": 24,
        "service_life_months": 120,
        "base": 0,
    }


def draw_supplier(rng: np.random.Generator, family: str) -> int | None:
    """The position of a supplier who sells a family, if any does."""
    known = data.SUPPLIED[family]
    return int(rng.choice(known)) if known else None


def draw_components(world: World, items: pl.DataFrame) -> pl.DataFrame:
    """The bills of materials: assembly, component (positions), position in the bill, quantity."""
    rng = world.rng("components")
    codes = items["subfamily"].to_numpy()
    rows = []
    for recipe in data.RECIPES:
        for assembly in np.flatnonzero(codes == recipe.code):
            for position, (code, quantity) in enumerate(recipe.components, start=1):
                component = int(rng.choice(np.flatnonzero(codes == code)))
                rows.append((int(assembly), component, position, round(quantity * UNIT)))
    return pl.DataFrame(
        rows, schema=["assembly", "component", "position", "quantity"], orient="row"
    )


def explode(components: pl.DataFrame) -> pl.DataFrame:
    """The leaves of each assembly, nested to any depth, by their path (2.1: first part of the second)."""
    made = set(components["assembly"])
    rows = []

    def walk(assembly: int, root: int, path: str, quantity: int) -> None:
        for component, position, each in (
            components.filter(pl.col("assembly") == assembly)
            .select("component", "position", "quantity")
            .rows()
        ):
            here, total = f"{path}{position}", quantity * each // UNIT
            if component in made:
                walk(component, root, f"{here}.", total)
            else:
                rows.append((root, component, here, total))

    for assembly in sorted(made):
        walk(assembly, assembly, "", UNIT)
    return pl.DataFrame(rows, schema=["assembly", "component", "path", "quantity"], orient="row")


def purchase_prices(world: World, items: pl.DataFrame, leaves: pl.DataFrame) -> np.ndarray:
    """Purchase prices by item and year: they rise every January; an assembly costs its leaves."""
    base = items["base"].to_numpy().astype(float)
    years = len(world.years)
    growth = np.cumprod([1 + rate for rate in (data.PRICE_GROWTH * 2)[:years]])
    prices = np.rint(base[:, None] * growth[None, :]).astype(np.int64) * CENT
    return add_assemblies(prices, leaves)


def sale_prices(items: pl.DataFrame, leaves: pl.DataFrame, purchase: np.ndarray) -> np.ndarray:
    """Purchase price × overhead × markup of the family and status, rounded once, to the cent."""
    markups = np.array(
        [[coefficient(family, status) for status in data.STATUSES] for family in items["family"]]
    )
    exact = purchase[:, None, :] * markups[:, :, None] * round(data.OVERHEAD * UNIT)
    cent = CENT * UNIT * UNIT
    return add_assemblies((2 * exact + cent) // (2 * cent) * CENT, leaves)


def coefficient(family: str, status: str) -> int:
    """The markup of a family for a customer status, in ten-thousandths."""
    return round(data.MARKUPS[family] * data.STATUSES[status][2] * UNIT)


def add_assemblies(prices: np.ndarray, leaves: pl.DataFrame) -> np.ndarray:
    """The prices, those of assemblies being the sums of their leaves'."""
    assembly = leaves["assembly"].to_numpy()
    component, quantity = leaves["component"].to_numpy(), leaves["quantity"].to_numpy()
    shape = (-1,) + (1,) * (prices.ndim - 1)
    prices[np.unique(assembly)] = 0
    np.add.at(prices, assembly, prices[component] * quantity.reshape(shape) // UNIT)
    return prices
