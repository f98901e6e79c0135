"""The invoices of orders: down payments, whole, by progress claims, by instalments."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from orchestration.demo.amounts import UNIT, half_up, part_of, vat_rows
from orchestration.demo.claims import claim_steps, write_claim_lines, write_claims
from orchestration.demo.deals import NEVER
from orchestration.demo.orders import Orders
from orchestration.demo.world import World
from orchestration.demo.writer import Writer

STAYS_OPEN_SHARE = 0.04


@dataclass(frozen=True)
class Billing:
    """Invoices, their lines and what they deduct; costs and totals come later."""

    invoices: pl.DataFrame
    """id, kind, day, customer (position), terms, retention_rate, delivered, and keys."""
    lines: pl.DataFrame
    """invoice_id, item (position), words, quantity, prices, amounts, and keys of where they come from."""
    deductions: pl.DataFrame
    """By rate: invoice_id, down_payment_id, vat_percentage, net, vat."""
    parts: pl.DataFrame
    """Components of the lines, by `origin` (order line) and invoice_id: path, item, quantity, prices."""


def bill_orders(
    world: World, writer: Writer, orders: Orders, block: int
) -> tuple[Billing, pl.DataFrame]:
    """What was invoiced of orders up to today; and the day each order was closed (id, closed)."""
    rng = world.rng("billing", block)
    headers = orders.headers.filter(pl.col("canceled") > world.calendar.today)
    advances, advance_lines = bill_advances(world, writer, rng, headers, orders.rates)
    steps = pl.concat(
        [
            whole_steps(world, rng, headers),
            claim_steps(world, rng, headers),
            instalment_steps(headers, orders),
        ],
        how="diagonal_relaxed",
    )
    closed = closings(world, rng, steps)
    steps = steps.filter(pl.col("day") <= world.calendar.today).sort(
        "day", "order", maintain_order=True
    )
    steps = steps.with_columns(invoice_id=pl.Series(writer.new_ids("sales.invoice", steps.height)))
    steps = write_claims(writer, steps, headers)
    lines = cut_lines(rng, steps, orders.lines)
    lines = write_claim_lines(writer, lines)
    steps = steps.filter(pl.col("invoice_id").is_in(lines["invoice_id"].implode()))
    invoices = steps.join(
        headers.select(
            "order",
            "customer",
            "agency_id",
            "site_id",
            "project_id",
            "salesperson_id",
            "terms",
            "retention_rate",
            "finished",
            sales_order_id="id",
            has_advance=pl.col("advance_rate") > 0,
        ),
        on="order",
        maintain_order="left",
    )
    invoices = named(invoices, advances)
    deductions = deduct(invoices, lines, advances, advance_lines, orders.lines)
    parts = cut_parts(lines, orders.parts)
    return (
        Billing(
            pl.concat([advances, invoices], how="diagonal_relaxed"),
            pl.concat([advance_lines, lines], how="diagonal_relaxed"),
            deductions,
            parts,
        ),
        closed,
    )


def bill_advances(
    world: World,
    writer: Writer,
    rng: np.random.Generator,
    headers: pl.DataFrame,
    rates: pl.DataFrame,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Down-payment invoices: a percentage of the order, at each of its VAT rates."""
    day = world.calendar.worked(
        headers["confirmed"].to_numpy() + rng.integers(0, 5, headers.height)
    )
    asked = headers.with_columns(day=pl.Series(day)).filter(
        pl.col("advance_rate") > 0, pl.col("day") <= world.calendar.today
    )
    asked = asked.with_columns(invoice_id=pl.Series(writer.new_ids("sales.invoice", asked.height)))
    lines = (
        asked.select("invoice_id", "advance_rate", sales_order_id="id")
        .join(rates, on="sales_order_id", maintain_order="left")
        .with_columns(net=part_of(pl.col("net"), pl.col("advance_rate")))
        .filter(pl.col("net") > 0)
        .select(
            "invoice_id",
            "net",
            "vat_percentage",
            designation=pl.format("Acompte de {} %", pl.col("advance_rate") // UNIT),
            quantity=pl.lit(UNIT),
            unit_code=pl.lit("F"),
            unit_price=pl.col("net") * (UNIT // 100),
            discount_rate=pl.lit(0),
            net_before_discount="net",
        )
    )
    invoices = asked.select(
        "invoice_id",
        "day",
        "order",
        "customer",
        "agency_id",
        "site_id",
        "project_id",
        "salesperson_id",
        kind=pl.lit("down_payment"),
        sales_order_id="id",
        terms=pl.lit("COMPTANT"),
        retention_rate=pl.lit(0),
    )
    return invoices, lines


def whole_steps(world: World, rng: np.random.Generator, headers: pl.DataFrame) -> pl.DataFrame:
    """Orders invoiced at once, some days after the work."""
    whole = headers.filter(pl.col("mode") == "whole")
    day = world.calendar.worked(whole["finished"].to_numpy() + rng.integers(0, 8, whole.height))
    return whole.select(
        "order",
        day=pl.Series(day),
        part=pl.lit(1),
        parts=pl.lit(1),
        before=pl.lit(0),
        after=pl.lit(1),
        scale=pl.lit(1),
        mode="mode",
    )


def instalment_steps(headers: pl.DataFrame, orders: Orders) -> pl.DataFrame:
    """The instalments of orders in force."""
    return orders.sub_orders.join(
        headers.select("order"), on="order", how="semi", maintain_order="left"
    ).select(
        "order",
        "part",
        "parts",
        day="planned",
        before=pl.col("part") - 1,
        after="part",
        scale="parts",
        sub_order_id="id",
        mode=pl.lit("instalments"),
    )


def closings(world: World, rng: np.random.Generator, steps: pl.DataFrame) -> pl.DataFrame:
    """The day each order is closed: soon after its last invoice; some are left open."""
    last = steps.group_by("order", maintain_order=True).agg(
        pl.col("day").max(), pl.col("given_up").first()
    )
    wait = (
        rng.integers(1, 25, last.height) + 40 * last["given_up"].fill_null(value=False).to_numpy()
    )
    open_still = rng.random(last.height) < STAYS_OPEN_SHARE
    closed = np.where(open_still, NEVER, world.calendar.worked(last["day"].to_numpy() + wait))
    return last.select("order", closed=pl.Series(closed))


def cut_lines(rng: np.random.Generator, steps: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """What each step bills of each line of its order: the rounded whole so far, less that before.

    Lines are ahead of the job, or behind it; those of an amendment count from its day on.
    """
    ahead = pl.Series(rng.integers(-8, 9, lines.height))
    cut = steps.join(lines.with_columns(ahead=ahead), on="order", maintain_order="left").filter(
        pl.col("since") <= pl.col("day")
    )
    claimed = pl.col("mode") == "progress"
    first = pl.col("part") == pl.col("part").min().over("line")

    def reached(column: str) -> pl.Expr:
        inside = pl.col(column).is_between(1, 99) & claimed
        return (
            pl.when(inside)
            .then((pl.col(column) + pl.col("ahead")).clip(1, 99))
            .otherwise(pl.col(column))
        )

    cut = cut.with_columns(
        after=reached("after"), before=pl.when(first).then(0).otherwise(reached("before"))
    )

    def billed(column: str) -> pl.Expr:
        wide = pl.col(column).cast(pl.Int128)
        return half_up(wide * pl.col("after"), pl.col("scale")) - half_up(
            wide * pl.col("before"), pl.col("scale")
        )

    whole = half_up(pl.col("net").cast(pl.Int128) * pl.col("after"), pl.col("scale"))
    return cut.with_columns(
        cumulative_net=whole,
        net=billed("net"),
        net_before_discount=billed("net_before_discount"),
        quantity=billed("quantity"),
    ).select(
        "invoice_id",
        "progress_claim_id",
        "sub_order_id",
        "order",
        "item",
        "designation",
        "quantity",
        "unit_code",
        "unit_price",
        "discount_rate",
        "net_before_discount",
        "net",
        "vat_percentage",
        "status",
        "cumulative_net",
        "before",
        "after",
        "scale",
        sales_order_line_id="line",
    )


def named(invoices: pl.DataFrame, advances: pl.DataFrame) -> pl.DataFrame:
    """The kind of each invoice: progress, final when it ends the job or deducts a down payment."""
    last = pl.col("part") == pl.col("parts")
    has_advance = pl.col("order").is_in(advances["order"].implode())
    claimed = pl.col("mode") == "progress"
    kind = (
        pl.when(claimed & ~last)
        .then(pl.lit("progress"))
        .when(claimed | ((pl.col("mode") == "whole") & has_advance))
        .then(pl.lit("final"))
        .otherwise(pl.lit("standard"))
    )
    return invoices.select(
        "invoice_id",
        "day",
        "order",
        "customer",
        "agency_id",
        "site_id",
        "project_id",
        "salesperson_id",
        "sales_order_id",
        "progress_claim_id",
        "terms",
        "retention_rate",
        kind=kind,
        handed_over="finished",
    )


def deduct(
    invoices: pl.DataFrame,
    lines: pl.DataFrame,
    advances: pl.DataFrame,
    advance_lines: pl.DataFrame,
    order_lines: pl.DataFrame,
) -> pl.DataFrame:
    """Down payments taken off what is to be paid, rate by rate, pro rata of what is billed."""
    paid = (
        vat_rows(advance_lines, "invoice_id")
        .join(advances.select("invoice_id", "order"), on="invoice_id", maintain_order="left")
        .rename({"invoice_id": "down_payment_id"})
    )
    whole = order_lines.group_by("order").agg(order_net=pl.col("net").sum())
    billed = lines.group_by("invoice_id", maintain_order=True).agg(billed=pl.col("net").sum())
    steps = (
        invoices.select("invoice_id", "order", "day")
        .join(billed, on="invoice_id", maintain_order="left")
        .join(whole, on="order", maintain_order="left")
        .with_columns(until=pl.col("billed").cum_sum().over("order"))
        .join(paid, on="order", maintain_order="left", how="inner")
    )

    def taken(column: str) -> pl.Expr:
        wide, since = pl.col(column).cast(pl.Int128), pl.col("until") - pl.col("billed")
        return half_up(wide * pl.col("until"), pl.col("order_net")) - half_up(
            wide * since, pl.col("order_net")
        )

    return (
        steps.with_columns(net=taken("net"), vat=taken("vat"))
        .filter(pl.col("net") + pl.col("vat") > 0)
        .select("invoice_id", "down_payment_id", "vat_percentage", "net", "vat")
    )


def cut_parts(lines: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """The components billed with their lines, in the same proportion."""
    cut = lines.select("invoice_id", "sales_order_line_id", "before", "after", "scale").join(
        parts.rename({"line": "sales_order_line_id"}),
        on="sales_order_line_id",
        maintain_order="left",
        how="inner",
    )
    wide = pl.col("quantity").cast(pl.Int128)
    billed = half_up(wide * pl.col("after"), pl.col("scale")) - half_up(
        wide * pl.col("before"), pl.col("scale")
    )
    return cut.with_columns(quantity=billed).select(
        "invoice_id",
        "sales_order_line_id",
        "path",
        "item",
        "designation",
        "quantity",
        "unit_price",
    )
