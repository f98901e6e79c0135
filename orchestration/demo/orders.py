"""The sales orders of a block, their amendments, their projects and how the work is cut."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from orchestration.demo.amounts import UNIT, share, totals, vat_rows
from orchestration.demo.catalog import Catalog
from orchestration.demo.company import Company
from orchestration.demo.days import instant
from orchestration.demo.deals import NEVER
from orchestration.demo.lines import components, cost_assemblies, fill, price
from orchestration.demo.quotes import LINE, Quotes, never, printed_customer, stored
from orchestration.demo.tables.activity import AMENDMENT, DEALS
from orchestration.demo.world import World, pick
from orchestration.demo.writer import Writer

AMENDED_SHARE = 0.3
RETAINED_SHARE = 0.4
ADVANCE_FROM = 120_000
"""The net, in cents, from which an order asks for a down payment."""


@dataclass(frozen=True)
class Orders:
    """The orders of a block in force or canceled, and the lines they are invoiced by."""

    headers: pl.DataFrame
    """order (position), id, deal, customer (position), kind, mode, project_id, site_id, agency_id,
    salesperson_id, days of the deal, net, vat, gross, retention_rate, advance_rate, parts."""
    lines: pl.DataFrame
    """Item lines: id, order (position), item, quantity, prices, amounts, since (day), for_project."""
    parts: pl.DataFrame
    """The components of their assemblies, by `line` (the id of the line)."""
    rates: pl.DataFrame
    """Their VAT: sales_order_id, vat_percentage, net, vat."""
    sub_orders: pl.DataFrame
    """The instalments of those billed so: id, order, part, parts, planned (day), net."""


def write_orders(
    world: World,
    writer: Writer,
    *,
    catalog: Catalog,
    deals: pl.DataFrame,
    lines: pl.DataFrame,
    customers: pl.DataFrame,
    quotes: Quotes,
    projects: pl.DataFrame,
    block: int,
) -> Orders:
    """Writes the lines of orders, their VAT, amendments and sub-orders; returns the headers."""
    rng = world.rng("orders", block)
    deals = deals.with_row_index("deal").filter(pl.col("confirmed") < NEVER)
    headers = deals.with_row_index("order").with_columns(
        id=pl.Series(writer.new_ids("sales.sales_order", deals.height)),
        mode=pl.col("kind").replace_strict({kind: deal.mode for kind, deal in DEALS.items()}),
    )
    amended = draw_amendments(world, writer, rng, headers)
    extra = amendment_lines(
        world, rng, catalog=catalog, customers=customers, headers=headers, amended=amended
    )
    ordered = (
        headers.select("order", "deal", sales_order_id="id", since="confirmed")
        .join(lines.filter(pl.col("is_chosen")), on="deal", maintain_order="left")
        .join(quotes.line_ids, on=["deal", "position"], how="left", maintain_order="left")
    )
    ordered = pl.concat([ordered, extra], how="diagonal_relaxed").sort(
        "order", "since", "position"
    )
    ordered = ordered.with_columns(
        line=pl.Series(writer.new_ids("sales.sales_order_line", ordered.height)),
        position=pl.int_range(1, pl.len() + 1).over("order"),
    )
    parts = components(catalog, ordered.filter(pl.col("kind") == "item"))
    ordered = cost_assemblies(ordered, parts)
    write_lines(writer, catalog, ordered, parts)
    rates = vat_rows(
        ordered.filter(pl.col("kind") == "item", pl.col("order_amendment_id").is_null()),
        "sales_order_id",
    )
    writer.write("sales.sales_order_vat", rates)
    write_amendments(writer, amended, ordered)
    headers = headers.join(
        totals(rates, "sales_order_id"),
        left_on="id",
        right_on="sales_order_id",
        how="left",
        maintain_order="left",
    )
    headers = pl.concat([headers, terms(rng, headers, customers)], how="horizontal")
    headers = headers.join(quotes.latest, on="deal", how="left", maintain_order="left").join(
        projects.select("deal", project_id="id"), on="deal", how="left", maintain_order="left"
    )
    billed = ordered.filter(pl.col("kind") == "item")
    return Orders(headers, billed, parts, rates, write_sub_orders(world, writer, headers, billed))


def terms(
    rng: np.random.Generator, headers: pl.DataFrame, customers: pl.DataFrame
) -> pl.DataFrame:
    """How each order is paid: retention and down payment in ten-thousandths of a percent, and parts."""
    count = headers.height
    who = customers[headers["customer"]]
    is_progress = (headers["mode"] == "progress").to_numpy()
    retained = is_progress & (rng.random(count) < RETAINED_SHARE)
    asks = (
        (headers["mode"] != "instalments")
        & (headers["net"] >= ADVANCE_FROM)
        & (who["status"] != "collectivity")
    )
    claims = np.where(
        (headers["kind"] == "pool").to_numpy(),
        rng.integers(3, 6, count),
        rng.integers(2, 4, count),
    )
    months = np.array([3, 6, 9, 12])[pick(rng, count, (1, 2, 1, 4))]
    instalments = (headers["mode"] == "instalments").to_numpy()
    drawn = pl.DataFrame(
        {
            "retention_rate": np.where(retained, 5 * UNIT, 0),
            "advance_rate": np.where(asks.to_numpy() & (rng.random(count) < 0.85), 30 * UNIT, 0),
            "parts": np.where(is_progress, claims, np.where(instalments, months, 1)),
        }
    )
    keys = who.select(
        "agency", "agency_id", "site_id", "salesperson_id", "terms", customer_id="id"
    )
    return pl.concat([drawn, keys], how="horizontal")


def draw_amendments(
    world: World, writer: Writer, rng: np.random.Generator, headers: pl.DataFrame
) -> pl.DataFrame:
    """The amendments agreed so far: during the work, on orders billed by progress."""
    drawn = rng.random(headers.height) < AMENDED_SHARE
    agreed = pl.col("started") + (pl.col("finished") - pl.col("started")) // 3
    amended = headers.filter(
        pl.Series(drawn), pl.col("mode") == "progress", pl.col("canceled") == NEVER
    ).select("order", "deal", "customer", sales_order_id="id", agreed=agreed)
    amended = amended.filter(pl.col("agreed") <= world.calendar.today)
    ids = pl.Series(writer.new_ids("sales.order_amendment", amended.height))
    return amended.with_columns(order_amendment_id=ids)


def amendment_lines(
    world: World,
    rng: np.random.Generator,
    *,
    catalog: Catalog,
    customers: pl.DataFrame,
    headers: pl.DataFrame,
    amended: pl.DataFrame,
) -> pl.DataFrame:
    """What amendments add."""
    drawn = fill(rng, catalog, amended["deal"].to_numpy(), AMENDMENT).sort(
        "deal", "rank", maintain_order=True
    )
    terms = amended.select(
        "deal",
        "customer",
        "order",
        "sales_order_id",
        "order_amendment_id",
        day="agreed",
        granted=pl.lit(0),
        since="agreed",
    )
    lines = price(world, catalog, customers, drawn.join(terms, on="deal", maintain_order="left"))
    return lines.with_columns(position=pl.int_range(1, pl.len() + 1).over("deal")).cast(
        {"order": headers.schema["order"]}
    )


def write_lines(
    writer: Writer, catalog: Catalog, ordered: pl.DataFrame, parts: pl.DataFrame
) -> None:
    """Writes the lines of orders and what their assemblies are made of."""
    ids = pl.Series(catalog.ids)
    writer.write(
        "sales.sales_order_line",
        ordered.select(
            *LINE,
            "sales_order_id",
            "order_amendment_id",
            "quote_line_id",
            id="line",
            item_id=ids.gather(ordered["item"]),
        ),
    )
    writer.write(
        "sales.sales_order_line_component",
        stored(parts, ids).rename({"line": "sales_order_line_id"}),
    )


def write_amendments(writer: Writer, amended: pl.DataFrame, ordered: pl.DataFrame) -> None:
    """Writes the amendments with the totals of their lines."""
    rates = vat_rows(
        ordered.filter(pl.col("order_amendment_id").is_not_null()), "order_amendment_id"
    )
    summed = totals(rates, "order_amendment_id")
    writer.write(
        "sales.order_amendment",
        amended.join(summed, on="order_amendment_id", maintain_order="left").select(
            "sales_order_id",
            "net",
            "vat",
            "gross",
            id="order_amendment_id",
            number=pl.lit(1),
            title=pl.lit("Travaux supplémentaires"),
            confirmed_on=pl.from_epoch("agreed", "d"),
            created_at=instant(pl.from_epoch("agreed", "d")),
        ),
    )


def write_sub_orders(
    world: World, writer: Writer, headers: pl.DataFrame, billed: pl.DataFrame
) -> pl.DataFrame:
    """Cuts the orders of a year in instalments, a month apart or more; shares lose no cent."""
    cut = (
        headers.filter(pl.col("mode") == "instalments")
        .select(
            "order",
            "parts",
            "starts",
            sales_order_id="id",
            part=pl.int_ranges(1, pl.col("parts") + 1),
        )
        .explode("part")
    )
    planned = pl.col("starts") + 365 // pl.col("parts") * (pl.col("part") - 1)
    cut = cut.with_columns(
        id=pl.Series(writer.new_ids("sales.sub_order", cut.height)),
        planned=pl.Series(world.calendar.worked(cut.select(planned).to_series().to_numpy())),
    )
    shares = (
        cut.join(billed.select("order", "net"), on="order", maintain_order="left")
        .with_columns(net=share(pl.col("net"), pl.col("part"), pl.col("parts")))
        .group_by("id", maintain_order=True)
        .agg(pl.col("net").sum())
    )
    cut = cut.join(shares, on="id", maintain_order="left")
    writer.write(
        "sales.sub_order",
        cut.select(
            "id",
            "sales_order_id",
            "net",
            position="part",
            planned_on=pl.from_epoch("planned", "d"),
        ),
    )
    return cut


def describe_orders(
    world: World, company: Company, orders: Orders, customers: pl.DataFrame, closed: pl.DataFrame
) -> pl.DataFrame:
    """The headers as they are stored, but for references.

    `closed` gives by `order` the day it was closed, because everything is invoiced or the rest is
    given up.
    """
    today = world.calendar.today
    headers = orders.headers.join(closed, on="order", how="left", maintain_order="left")
    canceled = pl.col("canceled") <= today
    is_closed = ~canceled & (pl.col("closed") <= today)
    who = customers.select("display", "line1", "postal_code", "city")[headers["customer"]]
    return pl.concat([headers, who], how="horizontal").select(
        "id",
        "customer_id",
        "agency_id",
        "site_id",
        "project_id",
        "quote_id",
        "salesperson_id",
        "net",
        "vat",
        "gross",
        "retention_rate",
        company_id=pl.lit(company.id),
        state=pl.when(canceled)
        .then(pl.lit("canceled"))
        .when(is_closed)
        .then(pl.lit("closed"))
        .otherwise(pl.lit("confirmed")),
        invoicing_mode="mode",
        confirmed_on=pl.from_epoch("confirmed", "d"),
        promised_on=never("ends"),
        canceled_on=pl.when(canceled).then(pl.from_epoch("canceled", "d")),
        cancel_reason=pl.when(canceled).then(pl.lit("Rétractation du client")),
        closed_on=pl.when(is_closed).then(pl.from_epoch("closed", "d")),
        down_payment_rate="advance_rate",
        payment_terms_id=pl.col("terms").replace_strict(company.terms),
        printed=printed_customer(),
        created_at=instant(pl.from_epoch("confirmed", "d")),
    )
