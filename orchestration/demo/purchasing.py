"""Purchase orders, receipts on time or late, supplier invoices by month, and their payment."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from orchestration.demo.amounts import UNIT, extend, part_of
from orchestration.demo.catalog import Catalog
from orchestration.demo.company import Company
from orchestration.demo.days import instant
from orchestration.demo.foundation import Foundation
from orchestration.demo.stock import year_positions
from orchestration.demo.world import World
from orchestration.demo.writer import Writer

PAID_AFTER_DAYS = 45
VAT = 20 * UNIT


@dataclass(frozen=True)
class Purchases:
    """What was ordered, received, billed and paid, but for references; days say how they are numbered."""

    orders: pl.DataFrame
    receipts: pl.DataFrame
    invoices: pl.DataFrame
    payments: pl.DataFrame
    movements: pl.DataFrame
    """Into the depots, as `Deliveries.movements`, with unit_cost."""


def buy(base: Foundation, needs: pl.DataFrame, subject: str | int) -> Purchases:
    """Writes the lines of purchases; a supplier gets one order a day for a destination.

    Takes supplier and item (positions), quantity, promised (day), and the destination: agency
    (position), agency_id, order, project_id, warehouse_id or site_id.
    """
    world, writer, company, catalog = base.world, base.writer, base.company, base.catalog
    suppliers, buyer = base.suppliers, int(base.staff.of(0, "storekeeper")["id"][0])
    rng = world.rng("purchases", subject)
    needs = needs.join(
        suppliers.with_row_index("supplier").select(
            pl.col("supplier").cast(pl.Int64),
            "lead_time_days",
            "lateness",
            supplier_id="id",
            supplier_party="party_id",
        ),
        on="supplier",
        how="left",
        maintain_order="left",
    )
    sent = world.calendar.worked(
        np.maximum(
            needs["promised"].to_numpy() - needs["lead_time_days"].to_numpy(), world.calendar.first
        )
    )
    needs = needs.with_columns(sent=pl.Series(sent)).filter(pl.col("sent") <= world.calendar.today)
    needs = needs.sort(
        "sent", "supplier", "agency", "order", "item", nulls_last=True, maintain_order=True
    )
    by = ["sent", "promised", "supplier", "agency", "order"]
    orders = needs.group_by(by, maintain_order=True).agg(
        pl.col(
            "supplier_id",
            "supplier_party",
            "agency_id",
            "warehouse_id",
            "project_id",
            "site_id",
            "lateness",
        ).first()
    )
    orders = with_receipt(world, rng, orders).with_columns(
        id=pl.Series(writer.new_ids("purchasing.purchase_order", orders.height))
    )
    lines = needs.select(*by, "item", "quantity").join(
        orders, on=by, how="left", maintain_order="left", nulls_equal=True
    )
    lines = price_lines(world, writer, catalog, rng, lines)
    receipts, received = receive(world, writer, company, rng, lines)
    invoices, payments = bill_and_pay(world, writer, company, received)
    summed = lines.group_by("id").agg(pl.col("net").sum())
    orders = orders.join(summed, on="id", how="left", maintain_order="left")
    return Purchases(
        describe_orders(world, company, orders, buyer),
        receipts,
        invoices,
        payments,
        into_stock(writer, received),
    )


def with_receipt(world: World, rng: np.random.Generator, orders: pl.DataFrame) -> pl.DataFrame:
    """The day each order comes: as promised, early, or late as its supplier tends to be."""
    count = orders.height
    late = rng.random(count) < orders["lateness"].to_numpy() * 0.75
    slip = np.where(late, 1 + rng.poisson(4, count), -rng.integers(0, 3, count))
    came = np.maximum(orders["promised"].to_numpy() + slip, orders["sent"].to_numpy() + 1)
    return orders.with_columns(came=pl.Series(world.calendar.worked(came)))


def price_lines(
    world: World, writer: Writer, catalog: Catalog, rng: np.random.Generator, lines: pl.DataFrame
) -> pl.DataFrame:
    """Writes the lines of orders, at the prices of the year with what was bargained."""
    year = year_positions(world)[lines["sent"].to_numpy() - world.calendar.first]
    listed = catalog.purchase[lines["item"].to_numpy(), year]
    bargained = (
        np.rint(listed * rng.uniform(0.97, 1.02, lines.height) / 100).astype(np.int64) * 100
    )
    lines = (
        lines.rename({"id": "order_id"})
        .with_columns(
            id=pl.Series(writer.new_ids("purchasing.purchase_order_line", lines.height)),
            position=pl.int_range(1, pl.len() + 1).over("order_id"),
            unit_price=pl.Series(bargained),
            item_id=pl.Series(catalog.ids).gather(lines["item"]),
            designation=catalog.items["designation"].gather(lines["item"]),
            unit_code=catalog.items["unit"].gather(lines["item"]),
        )
        .with_columns(net=extend(pl.col("quantity"), pl.col("unit_price")))
    )
    writer.write(
        "purchasing.purchase_order_line",
        lines.select(
            "id",
            "position",
            "item_id",
            "designation",
            "quantity",
            "unit_code",
            "unit_price",
            "net",
            purchase_order_id="order_id",
            promised_on=pl.from_epoch("promised", "d"),
        ),
    )
    return lines.rename({"id": "line", "order_id": "id"})


def receive(
    world: World,
    writer: Writer,
    company: Company,
    rng: np.random.Generator,
    lines: pl.DataFrame,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Writes what came; the rest of a few orders comes ten days after."""
    rest = pl.Series(rng.random(lines.height) < 0.05) & (lines["position"] > 1)
    came = pl.when(rest).then(pl.col("came") + 10).otherwise("came")
    lines = lines.with_columns(
        came=pl.Series(world.calendar.worked(lines.select(came).to_series().to_numpy()))
    )
    lines = lines.filter(pl.col("came") <= world.calendar.today)
    receipts = (
        lines.group_by("id", "came", maintain_order=True)
        .agg(
            pl.col(
                "supplier_id", "supplier_party", "agency", "agency_id", "warehouse_id", "site_id"
            ).first(),
            pl.col("net").sum(),
        )
        .sort("came", "id", maintain_order=True)
    )
    receipts = receipts.with_columns(
        receipt_id=pl.Series(writer.new_ids("purchasing.goods_receipt", receipts.height))
    )
    lines = lines.join(
        receipts.select("id", "came", "receipt_id"),
        on=["id", "came"],
        how="left",
        maintain_order="left",
    )
    lines = lines.sort("receipt_id", "position").with_columns(
        receipt_line=pl.Series(writer.new_ids("purchasing.goods_receipt_line", lines.height)),
        position=pl.int_range(1, pl.len() + 1).over("receipt_id"),
    )
    writer.write(
        "purchasing.goods_receipt_line",
        lines.select(
            "position",
            "item_id",
            "designation",
            "quantity",
            "unit_price",
            "net",
            id="receipt_line",
            goods_receipt_id="receipt_id",
            purchase_order_line_id="line",
            promised_on=pl.from_epoch("promised", "d"),
        ),
    )
    allot(writer, lines)
    day = pl.from_epoch("came", "d")
    headers = receipts.select(
        "supplier_id",
        "agency_id",
        "warehouse_id",
        "site_id",
        "net",
        id="receipt_id",
        day="came",
        company_id=pl.lit(company.id),
        received_on=day,
        issued_at=instant(day, 11 * 60),
        created_at=instant(day, 11 * 60),
        supplier_reference=pl.format("BL{}", pl.col("receipt_id") * 7 % 1_000_000),
    )
    return headers, lines


def allot(writer: Writer, lines: pl.DataFrame) -> None:
    """Charges projects with what was ordered, then received, for them."""
    for column, key in (
        ("purchase_order_line_id", "line"),
        ("goods_receipt_line_id", "receipt_line"),
    ):
        writer.write(
            "purchasing.purchase_allocation",
            lines.filter(pl.col("project_id").is_not_null()).select(
                "project_id", "net", percentage=pl.lit(100 * UNIT), **{column: key}
            ),
        )


def into_stock(writer: Writer, received: pl.DataFrame) -> pl.DataFrame:
    """The movements of what came to a depot."""
    kept = received.filter(pl.col("warehouse_id").is_not_null())
    return kept.select(
        "item",
        "warehouse_id",
        "quantity",
        id=pl.Series(writer.new_ids("stock.stock_movement", kept.height)),
        day="came",
        unit_cost="unit_price",
        kind=pl.lit("receipt"),
        source_kind=pl.lit("goods_receipt_line"),
        source_id=pl.col("receipt_line").cast(pl.String),
    )


def bill_and_pay(
    world: World, writer: Writer, company: Company, received: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A supplier bills each agency once a month for what came; it is paid 45 days later."""
    month = pl.from_epoch("came", "d").dt.month_end()
    received = received.with_columns(month=month.cast(pl.Int32).cast(pl.Int64)).sort(
        "month", "supplier_id", "agency", "receipt_line"
    )
    by = ["month", "supplier_id", "agency"]
    bills = received.group_by(by, maintain_order=True).agg(
        pl.col("supplier_party", "agency_id").first(), pl.col("net").sum()
    )
    bills = bills.with_columns(
        recorded=pl.Series(world.calendar.worked(bills["month"].to_numpy() + 4)),
        paid=pl.Series(world.calendar.worked(bills["month"].to_numpy() + PAID_AFTER_DAYS)),
    ).filter(pl.col("recorded") <= world.calendar.today)
    bills = bills.with_columns(
        id=pl.Series(writer.new_ids("purchasing.supplier_invoice", bills.height)),
        vat=part_of(pl.col("net"), pl.lit(VAT)),
    ).with_columns(gross=pl.col("net") + pl.col("vat"))
    lines = received.join(
        bills.select(*by, supplier_invoice_id="id"), on=by, how="inner", maintain_order="left"
    )
    writer.write(
        "purchasing.supplier_invoice_line",
        lines.select(
            "supplier_invoice_id",
            "item_id",
            "designation",
            "quantity",
            "unit_price",
            "net",
            position=pl.int_range(1, pl.len() + 1).over("supplier_invoice_id"),
            goods_receipt_line_id="receipt_line",
            vat_percentage=pl.lit(VAT),
        ),
    )
    writer.write(
        "purchasing.supplier_invoice_vat",
        bills.select("net", "vat", supplier_invoice_id="id", vat_percentage=pl.lit(VAT)),
    )
    return describe_bills(company, bills), pay(world, writer, company, bills)


def pay(world: World, writer: Writer, company: Company, bills: pl.DataFrame) -> pl.DataFrame:
    """Writes what settles the bills: a transfer for each, when it is due."""
    paid = bills.filter(pl.col("paid") <= world.calendar.today)
    paid = paid.with_columns(
        payment_id=pl.Series(writer.new_ids("purchasing.supplier_payment", paid.height))
    )
    day = pl.from_epoch("paid", "d")
    writer.write(
        "purchasing.supplier_payment_allocation",
        paid.select(
            supplier_payment_id="payment_id",
            supplier_invoice_id="id",
            allocated_on=day,
            amount="gross",
            created_at=instant(day),
        ),
    )
    return paid.select(
        "supplier_id",
        "supplier_party",
        "agency_id",
        id="payment_id",
        day="paid",
        amount="gross",
        company_id=pl.lit(company.id),
        payment_method_id=pl.lit(company.methods["VIR"]),
        bank_account_id=pl.lit(company.bank_account_id),
        paid_on=day,
        created_at=instant(day),
    )


def describe_bills(company: Company, bills: pl.DataFrame) -> pl.DataFrame:
    """The bills as stored, but for references; with the party of the supplier."""
    recorded = instant(pl.from_epoch("recorded", "d"), 14 * 60)
    return bills.select(
        "id",
        "supplier_id",
        "supplier_party",
        "agency_id",
        "net",
        "vat",
        "gross",
        day="recorded",
        company_id=pl.lit(company.id),
        state=pl.lit("recorded"),
        supplier_reference=pl.format(
            "{}-{}", pl.from_epoch("month", "d").dt.strftime("%Y%m"), "id"
        ),
        invoiced_on=pl.from_epoch("month", "d"),
        due_on=pl.from_epoch(pl.col("month") + PAID_AFTER_DAYS, "d"),
        payment_terms_id=pl.lit(company.terms["45FM"]),
        recorded_at=recorded,
        created_at=recorded,
    )


def describe_orders(
    world: World, company: Company, orders: pl.DataFrame, buyer: int
) -> pl.DataFrame:
    """The purchase orders as stored, but for references."""
    today = world.calendar.today
    day = pl.from_epoch("sent", "d")
    state = (
        pl.when(pl.col("came") + 14 <= today)
        .then(pl.lit("received"))
        .when(pl.col("came") <= today)
        .then(pl.lit("partly_received"))
        .when(pl.col("sent") + 2 <= today)
        .then(pl.lit("acknowledged"))
        .otherwise(pl.lit("sent"))
    )
    orders = orders.with_columns(state=state)
    answered = pl.col("state") != "sent"
    return orders.select(
        "id",
        "supplier_id",
        "agency_id",
        "warehouse_id",
        "project_id",
        "site_id",
        "state",
        "net",
        day="sent",
        company_id=pl.lit(company.id),
        buyer_id=pl.lit(buyer),
        payment_terms_id=pl.lit(company.terms["45FM"]),
        ordered_on=day,
        sent_at=instant(day),
        acknowledged_at=pl.when(answered).then(instant(pl.from_epoch(pl.col("sent") + 1, "d"))),
        supplier_reference=pl.when(answered).then(pl.format("AR{}", "id")),
        created_at=instant(day),
    )
