"""How customers pay: when, by what, in one or several times, and what credit notes settle."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from orchestration.demo.company import Company
from orchestration.demo.days import instant
from orchestration.demo.deals import NEVER
from orchestration.demo.invoicing import Invoicing
from orchestration.demo.tables.payers import (
    BANKS,
    BOUNCED_SHARE,
    DEFERRED_SHARE,
    DELAYS,
    METHODS,
    MISPLACED_SHARE,
    OVERPAID_SHARE,
    SPLIT_SHARE,
    UNPAID_SHARE,
)
from orchestration.demo.world import World, pick
from orchestration.demo.writer import Writer

BOUNCED = "Chèque impayé"
"""Why the allocations of a cheque that came back are undone."""
SPLIT_FROM = 60_000
"""The amount, in cents, from which somebody may pay in two times."""


@dataclass(frozen=True)
class Settlement:
    """Payments of a block and what they settle."""

    payments: pl.DataFrame
    """id, customer (position), method, day, amount, direction, not_before, is_down_payment, bounced (day)."""
    allocations: pl.DataFrame
    """instalment_id, payment_id or credit_note_id, amount, day, undone (day or NEVER), reason."""


def settle(
    world: World, writer: Writer, invoicing: Invoicing, customers: pl.DataFrame, block: int
) -> Settlement:
    """Draws payments, refunds and allocations up to today, and writes the allocations."""
    rng = world.rng("settlement", block)
    planned = plan(world, rng, invoicing.instalments, customers)
    set_off, refunds = use_credits(world, writer, rng, invoicing, planned)
    planned = less_credits(planned, set_off)
    pieces = split(world, rng, planned)
    pieces = pieces.filter(pl.col("paid") <= world.calendar.today)
    payments, pieces = gather(writer, rng, pieces)
    payments, pieces, again = bounce(world, writer, rng, payments, pieces)
    pieces = misplace(rng, pieces, world)
    allocations = pl.concat(
        [
            pieces.select(
                "instalment_id",
                "payment_id",
                "amount",
                day="paid",
                undone="undone",
                reason="reason",
            ),
            again[1],
            set_off.select("instalment_id", "credit_note_id", "amount", "day"),
            refunds.select("instalment_id", "amount", "day", payment_id="id"),
        ],
        how="diagonal_relaxed",
    ).with_columns(pl.col("undone").fill_null(NEVER))
    payments = pl.concat(
        [payments, again[0], refunds.drop("instalment_id")], how="diagonal_relaxed"
    ).sort("day", "id")
    write_allocations(writer, allocations)
    return Settlement(payments, allocations)


def plan(
    world: World, rng: np.random.Generator, instalments: pl.DataFrame, customers: pl.DataFrame
) -> pl.DataFrame:
    """The day each instalment would be paid, by the habits of its customer; NEVER for some."""
    due = instalments.filter(pl.col("invoice_kind") != "credit_note")
    who = customers.select("payer", "is_company")[due["customer"]]
    due = pl.concat([due, who], how="horizontal").with_columns(
        debited=pl.col("debited").fill_null(value=False)
    )
    count = due.height
    delay = np.zeros(count, dtype=np.int64)
    never = np.zeros(count, dtype=bool)
    for payer, (shape, scale, shift) in DELAYS.items():
        here = (due["payer"] == payer).to_numpy()
        delay[here] = (rng.gamma(shape, scale, int(here.sum())) + shift).astype(np.int64)
        never[here] = rng.random(int(here.sum())) < UNPAID_SHARE[payer]
    at_once = (due["terms"] == "COMPTANT").to_numpy() & (rng.random(count) < 0.8)
    delay = np.where(at_once & (delay < 25), 0, delay)
    wished = np.maximum(due["due"].to_numpy() + delay, due["day"].to_numpy())
    grouped = wished + (-wished) % 10
    wished = np.where(due["is_company"].to_numpy(), grouped, wished)
    debit = due["day"].to_numpy() + 6
    paid = world.calendar.worked(np.where(due["debited"].to_numpy(), debit, wished))
    unpaid = never & ~due["debited"].to_numpy()
    return due.with_columns(
        paid=pl.Series(np.where(unpaid, NEVER, paid)), counter=pl.Series(at_once)
    )


def use_credits(
    world: World,
    writer: Writer,
    rng: np.random.Generator,
    invoicing: Invoicing,
    planned: pl.DataFrame,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What credit notes become: set off against what is still due of their invoice, or refunded."""
    notes = invoicing.invoices.filter(pl.col("kind") == "credit_note").select(
        "corrects_id", "gross", "customer", "day", credit_note_id="id"
    )
    last = planned.filter(pl.col("kind") == "regular").unique(
        "invoice_id", keep="last", maintain_order=True
    )
    notes = notes.join(
        last.select(corrects_id="invoice_id", target="id", due_amount="amount", paid="paid"),
        on="corrects_id",
        how="left",
        maintain_order="left",
    )
    fits = (pl.col("paid") > pl.col("day")) & (pl.col("gross") <= pl.col("due_amount"))
    set_off = notes.filter(fits).select(
        "credit_note_id", "day", instalment_id="target", amount="gross"
    )
    own = invoicing.instalments.filter(pl.col("invoice_kind") == "credit_note").select(
        credit_note_id="invoice_id", instalment_id="id"
    )
    back = notes.filter(~fits).join(own, on="credit_note_id", how="inner", maintain_order="left")
    day = world.calendar.worked(back["day"].to_numpy() + rng.integers(2, 25, back.height))
    refunds = back.with_columns(day=pl.Series(day)).filter(pl.col("day") <= world.calendar.today)
    transfer = pl.Series(rng.random(refunds.height) < 0.7)
    return set_off, refunds.select(
        "instalment_id",
        "customer",
        "day",
        id=pl.Series(writer.new_ids("payments.payment", refunds.height)),
        amount="gross",
        direction=pl.lit("refund"),
        method=pl.when(transfer).then(pl.lit("VIR")).otherwise(pl.lit("CHQ")),
        is_down_payment=pl.lit(value=False),
    )


def less_credits(planned: pl.DataFrame, set_off: pl.DataFrame) -> pl.DataFrame:
    """What is left to be paid once credit notes are set off."""
    taken = (
        set_off.group_by("instalment_id")
        .agg(credited=pl.col("amount").sum())
        .rename({"instalment_id": "id"})
    )
    return (
        planned.join(taken, on="id", how="left", maintain_order="left")
        .with_columns(amount=pl.col("amount") - pl.col("credited").fill_null(0))
        .filter(pl.col("amount") > 0)
    )


def split(world: World, rng: np.random.Generator, planned: pl.DataFrame) -> pl.DataFrame:
    """The instalments by pieces: most at once, some in two times a month apart."""
    halved = (
        pl.Series(rng.random(planned.height) < SPLIT_SHARE)
        & (planned["amount"] >= SPLIT_FROM)
        & (planned["paid"] < NEVER)
    )
    first = planned.with_columns(
        amount=pl.when(halved).then(pl.col("amount") // 2).otherwise("amount")
    )
    rest = planned.filter(halved).with_columns(
        amount=pl.col("amount") - pl.col("amount") // 2,
        paid=pl.Series(world.calendar.worked(planned.filter(halved)["paid"].to_numpy() + 30)),
    )
    return (
        pl.concat([first, rest])
        .rename({"id": "instalment_id"})
        .sort("paid", "instalment_id", maintain_order=True)
    )


def gather(
    writer: Writer, rng: np.random.Generator, pieces: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Makes payments: what a customer pays on a day is one payment, down payments and debits apart."""
    by = ["customer", "paid", "is_advance", "debited"]
    pieces = pieces.with_columns(is_advance=pl.col("invoice_kind") == "down_payment")
    payments = pieces.group_by(by, maintain_order=True).agg(
        pl.col("amount").sum(), pl.col("is_company").first(), pl.col("counter").first()
    )
    payments = payments.with_columns(
        id=pl.Series(writer.new_ids("payments.payment", payments.height))
    )
    pieces = pieces.join(
        payments.select(*by, payment_id="id"), on=by, how="left", maintain_order="left"
    )
    return with_methods(rng, payments), pieces


def with_methods(rng: np.random.Generator, payments: pl.DataFrame) -> pl.DataFrame:
    """By what each payment is made; a few are too high, a few cheques are to be kept a while."""
    count = payments.height
    drawn = {
        use: pl.Series(list(shares)).gather(pick(rng, count, list(shares.values())))
        for use, shares in METHODS.items()
    }
    method = (
        pl.when("debited")
        .then(pl.lit("PRLV"))
        .when("is_company")
        .then(drawn["company"])
        .when(pl.col("counter") & (pl.col("amount") < 80_000))
        .then(drawn["counter"])
        .otherwise(drawn["private"])
    )
    extra = pl.Series(
        np.where(rng.random(count) < OVERPAID_SHARE, rng.integers(5, 60, count) * 100, 0)
    )
    kept = pl.Series(np.where(rng.random(count) < DEFERRED_SHARE, rng.integers(15, 60, count), 0))
    number = pl.Series(rng.integers(1_000_000, 9_999_999, count)).cast(pl.String)
    bank = pl.Series(BANKS).gather(rng.integers(0, len(BANKS), count))
    payments = payments.with_columns(method=method, direction=pl.lit("received"))
    cheque = pl.col("method") == "CHQ"
    return payments.select(
        "id",
        "customer",
        "method",
        "direction",
        day="paid",
        amount=pl.when(pl.col("debited")).then("amount").otherwise(pl.col("amount") + extra),
        is_down_payment="is_advance",
        cheque_number=pl.when(cheque).then(number),
        cheque_bank=pl.when(cheque).then(bank),
        not_before=pl.when(cheque & (kept > 0)).then(pl.col("paid") + kept),
    )


def bounce(
    world: World,
    writer: Writer,
    rng: np.random.Generator,
    payments: pl.DataFrame,
    pieces: pl.DataFrame,
) -> tuple[pl.DataFrame, pl.DataFrame, tuple[pl.DataFrame, pl.DataFrame]]:
    """Cheques that came back unpaid: their allocations are undone, and most are paid again later."""
    drawn = pl.Series(rng.random(payments.height) < BOUNCED_SHARE)
    back = pl.max_horizontal("day", pl.col("not_before").fill_null(0)) + 16
    bad = payments.filter(drawn, pl.col("method") == "CHQ").with_columns(bounced=back)
    bad = bad.filter(pl.col("bounced") <= world.calendar.today)
    canceled = pl.Series(writer.new_ids("payments.payment_cancellation", bad.height))
    payments = payments.join(
        bad.select("id", "bounced", cancellation_id=canceled),
        on="id",
        how="left",
        maintain_order="left",
    )
    undone = bad.select(payment_id="id", undone="bounced")
    pieces = pieces.join(undone, on="payment_id", how="left", maintain_order="left").with_columns(
        reason=pl.when(pl.col("undone").is_not_null()).then(pl.lit(BOUNCED))
    )
    wished = world.calendar.worked(bad["bounced"].to_numpy() + rng.integers(8, 40, bad.height))
    again = bad.with_columns(day=pl.Series(wished), method=pl.lit("VIR")).filter(
        pl.col("day") <= world.calendar.today
    )
    again = again.with_columns(
        was="id", id=pl.Series(writer.new_ids("payments.payment", again.height))
    )
    repaid = again.select("id", repaid="day", payment_id="was")
    paid = pieces.join(repaid, on="payment_id", how="inner", maintain_order="left")
    nothing = ("bounced", "cheque_number", "cheque_bank", "not_before", "was")
    return (
        payments,
        pieces,
        (
            again.drop(nothing),
            paid.select("instalment_id", "amount", day="repaid", payment_id="id"),
        ),
    )


def misplace(rng: np.random.Generator, pieces: pl.DataFrame, world: World) -> pl.DataFrame:
    """A few allocations made by mistake, undone days later and made again."""
    wrong = pl.Series(rng.random(pieces.height) < MISPLACED_SHARE) & pieces["undone"].is_null()
    wrong &= pieces["paid"] + 3 <= world.calendar.today
    redone = pieces.filter(wrong).with_columns(paid=pl.col("paid") + 3)
    undone = pieces.filter(wrong).with_columns(
        undone=pl.col("paid") + 3, reason=pl.lit("Erreur d’affectation")
    )
    return pl.concat([pieces.filter(~wrong), undone, redone], how="vertical_relaxed")


def write_allocations(writer: Writer, allocations: pl.DataFrame) -> None:
    """Writes what settles what."""
    undone = pl.col("undone") < NEVER
    writer.write(
        "sales.payment_allocation",
        allocations.select(
            "instalment_id",
            "payment_id",
            "credit_note_id",
            "amount",
            allocated_on=pl.from_epoch("day", "d"),
            undone_on=pl.when(undone).then(pl.from_epoch("undone", "d")),
            undo_reason=pl.when(undone).then("reason"),
            undone_at=pl.when(undone).then(instant(pl.from_epoch("undone", "d"), 16 * 60)),
            created_at=instant(pl.from_epoch("day", "d"), 16 * 60),
        ),
    )


def describe_payments(
    company: Company, settlement: Settlement, customers: pl.DataFrame
) -> pl.DataFrame:
    """The payments as stored, but for references."""
    who = customers.select("agency_id", customer_id="id")[settlement.payments["customer"]]
    received = pl.from_epoch("day", "d")
    return pl.concat([settlement.payments, who], how="horizontal").select(
        "id",
        "agency_id",
        "customer_id",
        "direction",
        "amount",
        "cheque_number",
        "cheque_bank",
        "is_down_payment",
        company_id=pl.lit(company.id),
        payment_method_id=pl.col("method").replace_strict(company.methods),
        bank_account_id=pl.when(~pl.col("method").is_in(["ESP", "CHQ"])).then(
            pl.lit(company.bank_account_id)
        ),
        received_on=received,
        not_before=pl.from_epoch("not_before", "d"),
        created_at=instant(received, 15 * 60),
    )
