"""Lines of documents: what is in each, at the prices of the day for the customer's status."""

import numpy as np
import polars as pl

from orchestration.demo.amounts import UNIT, extend, half_up, line_net
from orchestration.demo.catalog import Catalog
from orchestration.demo.deals import NEVER
from orchestration.demo.tables.activity import DEALS, Part
from orchestration.demo.tables.goods import VAT_RATES
from orchestration.demo.world import World

OPTION_SHARE = 0.05


def draw_lines(
    world: World, catalog: Catalog, customers: pl.DataFrame, deals: pl.DataFrame, block: int
) -> pl.DataFrame:
    """The lines of what each deal (by position) offers, options included; the first is a section."""
    rng = world.rng("lines", block)
    deals = deals.with_row_index("deal")
    drawn = pl.concat(
        [
            fill(rng, catalog, deals.filter(pl.col("kind") == kind)["deal"].to_numpy(), deal.parts)
            for kind, deal in DEALS.items()
        ]
    )
    optional = (drawn["rank"].to_numpy() > 2) & (rng.random(drawn.height) < OPTION_SHARE)
    ordered = (deals["confirmed"] < NEVER).to_numpy()[drawn["deal"].to_numpy()]
    taken = ordered & (rng.random(drawn.height) < 0.4)
    drawn = drawn.with_columns(
        is_option=pl.Series(optional), is_chosen=pl.Series(~optional | taken)
    ).sort("deal", "rank", maintain_order=True)
    lines = drawn.with_columns(position=pl.int_range(2, pl.len() + 2).over("deal"))
    lines = price(
        world, catalog, customers, lines.join(terms_of(deals), on="deal", maintain_order="left")
    )
    return pl.concat([lines, sections(deals, lines)], how="diagonal").sort("deal", "position")


def terms_of(deals: pl.DataFrame) -> pl.DataFrame:
    """What prices depend on: the customer, the day and the discount granted on goods."""
    return deals.select("deal", "customer", day="drafted", granted="discount")


def sections(deals: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """A title above the lines of each deal."""
    nothing = [
        name
        for name, kind in lines.schema.items()
        if kind.is_integer() and name not in {"deal", "item"}
    ]
    titles = {kind: deal.title for kind, deal in DEALS.items()}
    return deals.select(
        pl.col("deal"),
        designation=pl.col("kind").replace_strict(titles),
        kind=pl.lit("section"),
        is_option=pl.lit(value=False),
        is_chosen=pl.lit(value=True),
        **{name: pl.lit(0, dtype=lines.schema[name]) for name in nothing},
    ).with_columns(position=pl.lit(1, dtype=lines.schema["position"]))


def fill(
    rng: np.random.Generator, catalog: Catalog, documents: np.ndarray, parts: tuple[Part, ...]
) -> pl.DataFrame:
    """Lines for documents: each part comes or not; one of the first two always does."""
    count = len(documents)
    comes = rng.random((count, len(parts))) < [part.chance for part in parts]
    comes[:, 0] |= ~comes[:, : max(len(parts) // 3, 2)].any(axis=1)
    return pl.concat(
        [
            some(rng, catalog, documents[comes[:, rank]], part).with_columns(rank=pl.lit(rank))
            for rank, part in enumerate(parts)
        ]
    )


def some(
    rng: np.random.Generator, catalog: Catalog, documents: np.ndarray, part: Part
) -> pl.DataFrame:
    """One line of a sub-family for each document; hours go by halves."""
    count = len(documents)
    steps = 2 if part.subfamily == "MO" else 1
    low, high = round(part.low * steps), round(part.high * steps)
    quantity = rng.integers(low, high + 1, count) * (UNIT // steps)
    return pl.DataFrame(
        {
            "deal": documents.astype(np.uint32),
            "item": catalog.choose(rng, part.subfamily, count),
            "quantity": quantity,
            "vat": pl.Series([part.vat] * count, dtype=pl.String),
        }
    )


def price(
    world: World, catalog: Catalog, customers: pl.DataFrame, lines: pl.DataFrame
) -> pl.DataFrame:
    """Gives lines their words, prices, costs and VAT.

    Takes item and customer (positions), day (number), quantity, vat (code), granted (discount in %
    on goods). Work in a dwelling of more than two years bears the reduced rates.
    """
    item, customer = lines["item"].to_numpy(), lines["customer"].to_numpy()
    year = world.calendar.year[lines["day"].to_numpy() - world.calendar.first] - world.start.year
    year = np.minimum(year, len(world.years) - 1)
    status = customers["status_position"].to_numpy()[customer]
    reduced = (customers["over_two_years"] & ~customers["is_company"]).to_numpy()[customer]
    rates = {code: round(rate * UNIT) for code, (_, rate) in VAT_RATES.items()}
    goods = catalog.items["kind"] == "goods"
    priced = lines.with_columns(
        kind=pl.lit("item"),
        designation=catalog.items["designation"].gather(item),
        unit_code=catalog.items["unit"].gather(item),
        unit_price=pl.Series(catalog.sale[item, status, year]),
        unit_cost=pl.Series(catalog.purchase[item, year]),
        discount_rate=pl.when(goods.gather(item)).then(pl.col("granted") * UNIT).otherwise(0),
        vat_percentage=pl.when(pl.Series(reduced))
        .then(pl.col("vat"))
        .otherwise(pl.lit("normal"))
        .replace_strict(rates),
        year=pl.Series(year),
        status=pl.Series(status),
    )
    return worth(priced).drop("vat", "granted", "day", "customer")


def worth(lines: pl.DataFrame) -> pl.DataFrame:
    """Net, before and after discount, and cost of lines with quantity, price, discount and cost."""
    return lines.with_columns(
        net_before_discount=extend(pl.col("quantity"), pl.col("unit_price")),
        net=line_net(pl.col("quantity"), pl.col("unit_price"), pl.col("discount_rate")),
        cost=extend(pl.col("quantity"), pl.col("unit_cost")),
    )


def components(catalog: Catalog, lines: pl.DataFrame) -> pl.DataFrame:
    """The exploded components of assembly lines (by `line`, their key), at the prices of the line's year.

    Returns line, path, item (position), designation, quantity, unit_cost, unit_price, cost.
    """
    exploded = (
        lines.select("line", "item", "quantity", "year", "status")
        .join(catalog.leaves, left_on="item", right_on="assembly", suffix="_each")
        .sort("line", "path")
    )
    component = exploded["component"].to_numpy()
    year, status = exploded["year"].to_numpy(), exploded["status"].to_numpy()
    return exploded.select(
        "line",
        "path",
        item="component",
        designation=catalog.items["designation"].gather(component),
        quantity=half_up(pl.col("quantity").cast(pl.Int128) * pl.col("quantity_each"), UNIT),
        unit_cost=pl.Series(catalog.purchase[component, year]),
        unit_price=pl.Series(catalog.sale[component, status, year]),
    ).with_columns(cost=extend(pl.col("quantity"), pl.col("unit_cost")))


def cost_assemblies(lines: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """The lines (with `line`), assemblies costing the sum of their components."""
    summed = parts.group_by("line").agg(parts_cost=pl.col("cost").sum())
    unit = half_up(pl.col("parts_cost").cast(pl.Int128) * UNIT * (UNIT // 100), pl.col("quantity"))
    return (
        lines.join(summed, on="line", how="left", maintain_order="left")
        .with_columns(
            unit_cost=pl.when(pl.col("parts_cost").is_null()).then("unit_cost").otherwise(unit),
            cost=pl.coalesce("parts_cost", "cost"),
        )
        .drop("parts_cost")
    )
