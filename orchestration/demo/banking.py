"""What goes through the bank: cheques deposited together, direct debits by batches."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from orchestration.demo.company import Company
from orchestration.demo.days import instant
from orchestration.demo.settlement import Settlement
from orchestration.demo.world import World
from orchestration.demo.writer import Writer

REJECTED_EVERY = 90
"""One direct debit in so many comes back."""


@dataclass(frozen=True)
class Banking:
    """Slips and batches of a block, complete but for references, by `day`."""

    slips: pl.DataFrame
    batches: pl.DataFrame


def bank(
    world: World, writer: Writer, company: Company, settlement: Settlement, customers: pl.DataFrame
) -> Banking:
    """Writes what slips and batches hold, mandates and cancellations; returns the headers."""
    write_cancellations(writer, settlement)
    return Banking(
        deposit(world, writer, company, settlement),
        debit(world, writer, company, settlement, customers),
    )


def deposit(
    world: World, writer: Writer, company: Company, settlement: Settlement
) -> pl.DataFrame:
    """Every Friday the cheques that may be deposited go to the bank."""
    cheques = settlement.payments.filter(
        pl.col("method") == "CHQ", pl.col("direction") == "received"
    )
    ready = np.maximum(cheques["day"].to_numpy(), cheques["not_before"].fill_null(0).to_numpy())
    friday = ready + (4 - (ready + 3) % 7) % 7
    cheques = cheques.with_columns(deposited=pl.Series(world.calendar.worked(friday))).filter(
        pl.col("deposited") <= world.calendar.today
    )
    slips = (
        cheques.group_by("deposited", maintain_order=True)
        .agg(total=pl.col("amount").sum())
        .sort("deposited")
    )
    slips = slips.with_columns(id=pl.Series(writer.new_ids("payments.deposit_slip", slips.height)))
    lines = cheques.join(
        slips.select("deposited", slip="id"), on="deposited", how="left", maintain_order="left"
    )
    writer.write(
        "payments.deposit_slip_line", lines.select(deposit_slip_id="slip", payment_id="id")
    )
    day = pl.from_epoch("deposited", "d")
    return slips.select(
        "id",
        "total",
        day="deposited",
        company_id=pl.lit(company.id),
        bank_account_id=pl.lit(company.bank_account_id),
        deposited_on=day,
        issued_at=instant(day, 16 * 60),
        created_at=instant(day, 16 * 60),
    )


def debit(
    world: World, writer: Writer, company: Company, settlement: Settlement, customers: pl.DataFrame
) -> pl.DataFrame:
    """The direct debits of a day make a batch; each customer debited has signed a mandate."""
    debits = settlement.payments.filter(
        pl.col("method") == "PRLV", pl.col("direction") == "received"
    )
    owners = debits.unique("customer", keep="first", maintain_order=True)
    who = customers.select(customer_id="id")[owners["customer"]]
    signed = pl.lit(pl.from_epoch(owners["day"] - 30, "d"))
    last = debits.group_by("customer").agg(last=pl.col("day").max())
    owners = owners.select("customer").join(last, on="customer", maintain_order="left", how="left")
    mandates = writer.write(
        "payments.direct_debit_mandate",
        who.select(
            "customer_id",
            reference=pl.format("RUM-{}", pl.col("customer_id").cast(pl.String).str.zfill(8)),
            iban=pl.format(
                "FR76{}", (pl.col("customer_id") * 7_919).cast(pl.String).str.zfill(23)
            ),
            signed_on=signed,
            last_used_on=pl.from_epoch(owners["last"], "d"),
            created_at=instant(signed),
        ),
    )
    debits = debits.join(
        owners.select("customer", mandate_id=mandates["id"]),
        on="customer",
        how="left",
        maintain_order="left",
    )
    batches = debits.select("day").unique(maintain_order=True).sort("day")
    batches = batches.with_columns(
        id=pl.Series(writer.new_ids("payments.direct_debit_batch", batches.height))
    )
    debits = debits.join(
        batches.select("day", batch="id"), on="day", how="left", maintain_order="left"
    ).rename({"id": "payment_id"})
    first = pl.int_range(pl.len()).over("customer") == 0
    paid = debits.select(
        "mandate_id",
        "amount",
        "payment_id",
        direct_debit_batch_id="batch",
        sequence=pl.when(first).then(pl.lit("FRST")).otherwise(pl.lit("RCUR")),
        end_to_end_id=pl.format("E2E{}", "payment_id"),
        created_at=instant(pl.from_epoch("day", "d")),
    )
    rejected = debits.filter(pl.col("payment_id") % REJECTED_EVERY == 0).select(
        "mandate_id",
        "amount",
        direct_debit_batch_id="batch",
        sequence=pl.lit("RCUR"),
        end_to_end_id=pl.format("E2E{}R", "payment_id"),
        rejected_on=pl.from_epoch(pl.col("day") + 3, "d").clip(upper_bound=world.today),
        reject_reason=pl.lit("AM04 – provision insuffisante"),
        created_at=instant(pl.from_epoch("day", "d")),
    )
    writer.write("payments.direct_debit", pl.concat([paid, rejected], how="diagonal"))
    day = pl.from_epoch("day", "d")
    return batches.select(
        "id",
        "day",
        company_id=pl.lit(company.id),
        bank_account_id=pl.lit(company.bank_account_id),
        collect_on=day,
        sent_at=instant(pl.from_epoch(pl.col("day") - 3, "d")),
        created_at=instant(pl.from_epoch(pl.col("day") - 3, "d")),
    )


def write_cancellations(writer: Writer, settlement: Settlement) -> None:
    """Writes the payments that came back."""
    bad = settlement.payments.filter(pl.col("bounced").is_not_null())
    day = pl.from_epoch("bounced", "d")
    writer.write(
        "payments.payment_cancellation",
        bad.select(
            id="cancellation_id",
            payment_id="id",
            canceled_on=day,
            reason=pl.lit("Chèque rejeté : provision insuffisante"),
            created_at=instant(day),
        ),
    )
