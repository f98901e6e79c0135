"""The invoices of a block, whatever they come from: credit notes, totals, what is due and when."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from orchestration.demo.amounts import UNIT, half_up, part_of, totals, vat_rows
from orchestration.demo.company import Company
from orchestration.demo.days import instant
from orchestration.demo.quotes import printed_customer
from orchestration.demo.staff import Staff
from orchestration.demo.stock import UnitCosts
from orchestration.demo.tables.company import PAYMENT_TERMS
from orchestration.demo.world import World
from orchestration.demo.writer import Writer

CREDITED_SHARE = 0.035
WHOLLY_CREDITED_SHARE = 0.2
ORIGINS = (
    "sales_order_line_id",
    "sub_order_id",
    "progress_claim_line_id",
    "corrects_line_id",
    "intervention_id",
)


@dataclass(frozen=True)
class Invoicing:
    """Invoices with their totals, lines without their costs, and what is to be paid."""

    invoices: pl.DataFrame
    """id, kind, day, customer (position), totals, deducted_gross, retention_gross, terms, keys."""
    lines: pl.DataFrame
    """id, invoice_id, position, item (position), amounts, keys of origin; by invoice."""
    rates: pl.DataFrame
    """VAT: invoice_id, vat_percentage, net, vat."""
    instalments: pl.DataFrame
    """id, invoice_id, position, kind, due (day), amount, and customer, day, terms of the invoice."""
    deductions: pl.DataFrame


def invoice(
    world: World,
    writer: Writer,
    sources: Sequence[tuple[pl.DataFrame, pl.DataFrame]],
    deductions: pl.DataFrame,
    block: int,
) -> Invoicing:
    """Gathers invoices and their lines, adds credit notes, writes VAT, deductions and instalments."""
    rng = world.rng("invoicing", block)
    invoices = pl.concat([source for source, _ in sources], how="diagonal_relaxed")
    lines = pl.concat([lines for _, lines in sources], how="diagonal_relaxed")
    lines = lines.with_columns(id=pl.Series(writer.new_ids("sales.invoice_line", lines.height)))
    notes, note_lines = draw_credit_notes(
        world, writer, rng=rng, invoices=invoices, lines=lines, deductions=deductions
    )
    invoices = pl.concat([invoices, notes], how="diagonal_relaxed").rename({"invoice_id": "id"})
    invoices = invoices.sort("day", "id")
    lines = pl.concat([lines, note_lines], how="diagonal_relaxed").sort("invoice_id", "id")
    lines = lines.with_columns(position=pl.int_range(1, pl.len() + 1).over("invoice_id"))
    rates = vat_rows(lines, "invoice_id")
    writer.write("sales.invoice_vat", rates)
    taken = deductions.group_by("invoice_id", "down_payment_id", maintain_order=True).agg(
        pl.col("net").sum(), pl.col("vat").sum()
    )
    taken = taken.with_columns(gross=pl.col("net") + pl.col("vat"))
    writer.write("sales.down_payment_deduction", taken)
    invoices = total(invoices, rates, taken)
    instalments = cut_instalments(writer, invoices)
    return Invoicing(invoices, lines, rates, instalments, deductions)


def draw_credit_notes(
    world: World,
    writer: Writer,
    *,
    rng: np.random.Generator,
    invoices: pl.DataFrame,
    lines: pl.DataFrame,
    deductions: pl.DataFrame,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Credit notes on invoices without down payment: a line brought back, or the whole."""
    simple = invoices.filter(
        pl.col("kind").is_in(["standard", "recurring"]), pl.col("retention_rate") == 0
    )
    simple = simple.join(deductions, on="invoice_id", how="anti", maintain_order="left")
    credited = simple.filter(pl.Series(rng.random(simple.height) < CREDITED_SHARE))
    day = world.calendar.worked(credited["day"].to_numpy() + rng.integers(3, 45, credited.height))
    whole = rng.random(credited.height) < WHOLLY_CREDITED_SHARE
    credited = credited.with_columns(
        day=pl.Series(day), whole=pl.Series(whole), corrects_id="invoice_id"
    ).filter(pl.col("day") <= world.calendar.today)
    credited = credited.with_columns(
        invoice_id=pl.Series(writer.new_ids("sales.invoice", credited.height))
    )
    of = credited.select("invoice_id", "corrects_id", "whole", credited_on="day")
    back = lines.rename({"invoice_id": "corrects_id"}).join(
        of, on="corrects_id", how="inner", maintain_order="left"
    )
    back = back.with_columns(luck=pl.Series(rng.random(back.height)))
    first = pl.col("luck") == pl.col("luck").min().over("invoice_id")
    back = back.filter(pl.col("whole") | first).with_columns(corrects_line_id="id")
    back = back.with_columns(id=pl.Series(writer.new_ids("sales.invoice_line", back.height)))
    notes = credited.drop("whole", "delivered", strict=False).with_columns(
        kind=pl.lit("credit_note")
    )
    dropped = ("corrects_id", "whole", "luck", "intervention_id", "sub_order_id")
    return notes, back.drop(*dropped, strict=False)


def total(invoices: pl.DataFrame, rates: pl.DataFrame, deductions: pl.DataFrame) -> pl.DataFrame:
    """Totals, what was deducted, and the retention: a percentage of the gross."""
    summed = totals(rates, "invoice_id").rename({"invoice_id": "id"})
    taken = (
        deductions.group_by("invoice_id")
        .agg(deducted_gross=pl.col("gross").sum())
        .rename({"invoice_id": "id"})
    )
    return (
        invoices.join(summed, on="id", how="left", maintain_order="left")
        .join(taken, on="id", how="left", maintain_order="left")
        .with_columns(pl.col("deducted_gross").fill_null(0))
        .with_columns(retention_gross=part_of(pl.col("gross"), pl.col("retention_rate")))
    )


def cut_instalments(writer: Writer, invoices: pl.DataFrame) -> pl.DataFrame:
    """Writes what is due of each invoice: by its terms, the retention a year after the handover."""
    regular = pl.col("gross") - pl.col("deducted_gross") - pl.col("retention_gross")
    keys = ("customer", "day", "terms", "invoice_kind", "debited")
    invoices = invoices.with_columns(to_pay=regular, invoice_kind="kind")
    shares = pl.DataFrame(
        [
            (
                code,
                rank,
                100 * sum(s for s, _, _ in parts[: rank - 1]),
                100 * sum(s for s, _, _ in parts[:rank]),
                days,
                rule,
            )
            for code, (_, parts) in PAYMENT_TERMS.items()
            for rank in range(1, len(parts) + 1)
            for _, days, rule in [parts[rank - 1]]
        ],
        schema=["terms", "position", "before", "after", "days", "rule"],
        orient="row",
    )
    at_once = pl.col("kind") == "credit_note"
    due = (
        invoices.filter(pl.col("to_pay") > 0)
        .with_columns(terms=pl.when(at_once).then(pl.lit("COMPTANT")).otherwise("terms"))
        .join(shares, on="terms", how="left", maintain_order="left")
    )
    wide = pl.col("to_pay").cast(pl.Int128)
    later = pl.from_epoch(pl.col("day") + pl.col("days"), "d")
    regular_rows = due.select(
        "position",
        *keys,
        invoice_id="id",
        kind=pl.lit("regular"),
        due=pl.when(pl.col("rule") == "net")
        .then(later)
        .otherwise(later.dt.month_end())
        .cast(pl.Int32)
        .cast(pl.Int64),
        amount=half_up(wide * pl.col("after"), 100 * 100)
        - half_up(wide * pl.col("before"), 100 * 100),
    )
    retained = invoices.filter(pl.col("retention_gross") > 0).select(
        *keys,
        position=pl.lit(9, dtype=pl.Int64),
        invoice_id="id",
        kind=pl.lit("retention"),
        due=pl.max_horizontal(pl.col("handed_over") + 365, "day"),
        amount="retention_gross",
    )
    rows = (
        pl.concat([regular_rows, retained], how="diagonal_relaxed")
        .filter(pl.col("amount") > 0)
        .sort("invoice_id", "position")
    )
    rows = rows.with_columns(id=pl.Series(writer.new_ids("sales.instalment", rows.height)))
    writer.write(
        "sales.instalment",
        rows.select(
            "id",
            "invoice_id",
            "position",
            "kind",
            "amount",
            due_on=pl.from_epoch("due", "d"),
            created_at=instant(pl.from_epoch("day", "d")),
        ),
    )
    return rows


def describe_invoices(
    company: Company,
    staff: Staff,
    invoicing: Invoicing,
    customers: pl.DataFrame,
    block: int,
) -> pl.DataFrame:
    """The invoices as stored, but for references."""
    who = customers.select("display", "line1", "postal_code", "city", customer_id="id")[
        invoicing.invoices["customer"]
    ]
    issued = pl.from_epoch("day", "d")
    delivered = pl.coalesce(pl.col("delivered"), "day").clip(upper_bound=pl.col("day"))
    return pl.concat([invoicing.invoices, who], how="horizontal").select(
        "id",
        "customer_id",
        "agency_id",
        "site_id",
        "project_id",
        "sales_order_id",
        "progress_claim_id",
        "salesperson_id",
        "kind",
        "corrects_id",
        "net",
        "vat",
        "gross",
        "deducted_gross",
        "retention_rate",
        "retention_gross",
        company_id=pl.lit(company.id),
        issued_on=issued,
        issued_at=instant(issued, 18 * 60),
        issued_by_id=pl.lit(staff.user("office", block)),
        delivered_on=pl.when(pl.col("kind") != "down_payment").then(pl.from_epoch(delivered, "d")),
        vat_on_debits=pl.lit(value=True),
        payment_terms_id=pl.col("terms").replace_strict(company.terms),
        printed=printed_customer(),
        created_at=instant(issued, 17 * 60),
    )


def cost_lines(
    writer: Writer,
    invoicing: Invoicing,
    parts: pl.DataFrame,
    unit_costs: UnitCosts,
) -> pl.DataFrame:
    """The lines with their frozen costs; writes the components of assemblies at theirs.

    What a credit note takes back costs what its line cost.
    """
    days = invoicing.invoices.select("day", invoice_id="id", kind="kind")
    lines = invoicing.lines.join(days, on="invoice_id", how="left", maintain_order="left")
    parts = parts.join(
        lines.filter(pl.col("corrects_line_id").is_null()).select(
            "invoice_id", "sales_order_line_id", "day", line="id"
        ),
        on=["invoice_id", "sales_order_line_id"],
        how="inner",
        maintain_order="left",
    )
    parts = parts.with_columns(unit_cost=unit_costs.at(parts["item"], parts["day"]))
    parts = parts.with_columns(
        cost=half_up(pl.col("quantity").cast(pl.Int128) * pl.col("unit_cost"), UNIT * 100)
    )
    writer.write(
        "sales.invoice_line_component",
        parts.select(
            "path",
            "designation",
            "quantity",
            "unit_price",
            "unit_cost",
            "cost",
            invoice_line_id="line",
            item_id=unit_costs.item_ids.gather(parts["item"]),
        ),
    )
    bought = unit_costs.at(lines["item"].fill_null(0), lines["day"])
    fixed = pl.col("fixed_cost") if "fixed_cost" in lines.columns else pl.lit(None, dtype=pl.Int64)
    unit = pl.when(pl.col("item").is_null()).then(pl.coalesce(fixed * 100, 0)).otherwise(bought)
    assembled = parts.group_by("line").agg(parts_cost=pl.col("cost").sum())
    lines = lines.with_columns(unit_cost=unit).join(
        assembled, left_on="id", right_on="line", how="left", maintain_order="left"
    )
    summed = half_up(pl.col("parts_cost").cast(pl.Int128) * (UNIT * 100), pl.col("quantity"))
    lines = lines.with_columns(
        unit_cost=pl.when(pl.col("parts_cost").is_null()).then("unit_cost").otherwise(summed)
    )
    lines = lines.with_columns(
        cost=pl.coalesce(
            "parts_cost",
            half_up(pl.col("quantity").cast(pl.Int128) * pl.col("unit_cost"), UNIT * 100),
        )
    )
    return take_back(lines)


def take_back(lines: pl.DataFrame) -> pl.DataFrame:
    """Lines of credit notes at the cost of the lines they correct."""
    origin = lines.filter(pl.col("corrects_line_id").is_null()).select(
        corrects_line_id="id", was_unit="unit_cost", was="cost"
    )
    joined = lines.join(origin, on="corrects_line_id", how="left", maintain_order="left")
    return joined.with_columns(
        unit_cost=pl.coalesce("was_unit", "unit_cost"), cost=pl.coalesce("was", "cost")
    )


def stored_lines(lines: pl.DataFrame, unit_costs: UnitCosts) -> pl.DataFrame:
    """The lines as they are stored."""
    columns = (
        "id",
        "invoice_id",
        "position",
        "designation",
        "quantity",
        "unit_code",
        "unit_price",
        "discount_rate",
        "net_before_discount",
        "net",
        "vat_percentage",
        "unit_cost",
        "cost",
        "sales_order_line_id",
        "sub_order_id",
        "progress_claim_line_id",
        "corrects_line_id",
    )
    return lines.select(*columns, item_id=unit_costs.item_ids.gather(lines["item"]))
