"""The cash book of the shop, and the cards of its customers."""

import numpy as np
import polars as pl

from orchestration.demo.company import Company
from orchestration.demo.days import instant
from orchestration.demo.tables import shop as data
from orchestration.demo.tables.company import AGENCIES
from orchestration.demo.till import SHOP, Till
from orchestration.demo.world import World
from orchestration.demo.writer import Writer

KEPT = 40_000
"""What is left in the safe after a deposit at the bank, in cents."""


def keep_cash_book(
    world: World,
    writer: Writer,
    *,
    company: Company,
    till: Till,
    payments: pl.DataFrame,
    cashier_id: int,
    block: int,
) -> tuple[str, pl.DataFrame]:
    """Writes the book: takings of each session, cash from customers, expenses, deposits.

    `payments` are those in cash: id, day, signed. Returns the code of the book, and the entries that
    the accounts do not know otherwise: id, number, day, kind, amount (signed).
    """
    rng = world.rng("cash book", block)
    code = f"LIVRE-{AGENCIES[SHOP].code}-{block + 1}"
    book = writer.write(
        "till.cash_book",
        pl.DataFrame(
            {
                "company_id": [company.id],
                "agency_id": [int(company.agencies["id"][SHOP])],
                "code": [code],
                "label": ["Coffre du magasin"],
            }
        ),
    )
    entries = number_entries(world, rng, till, payments)
    entries = entries.with_columns(
        id=pl.Series(writer.new_ids("till.cash_book_entry", entries.height))
    )
    is_deposit = pl.col("kind") == "bank_deposit"
    writer.write(
        "till.cash_book_entry",
        entries.select(
            "id",
            "number",
            "kind",
            "label",
            "balance",
            "till_session_id",
            "payment_id",
            cash_book_id=pl.lit(book["id"][0]),
            entry_date=pl.from_epoch("day", "d"),
            direction=pl.when(pl.col("amount") < 0).then(pl.lit("out")).otherwise(pl.lit("in")),
            amount=pl.col("amount").abs(),
            previous_balance=pl.col("balance") - pl.col("amount"),
            by_id=pl.lit(cashier_id),
            bank_account_id=pl.when(is_deposit).then(pl.lit(company.bank_account_id)),
            created_at=instant(pl.from_epoch("day", "d"), 19 * 60 + 30),
        ),
    )
    write_counts(writer, entries, int(book["id"][0]), cashier_id)
    known = pl.col("kind").is_in(["takings", "customer_payment"])
    return code, entries.filter(~known).select("id", "number", "day", "kind", "amount")


def number_entries(
    world: World, rng: np.random.Generator, till: Till, payments: pl.DataFrame
) -> pl.DataFrame:
    """Everything that enters and leaves the safe, in order, with the balance it leaves."""
    sessions = till.sessions.select("day", "difference", "cash", till_session_id="id")
    takings = sessions.filter(pl.col("cash") != 0).select(
        "day",
        "till_session_id",
        amount="cash",
        kind=pl.lit("takings"),
        rank=pl.lit(1),
        label=pl.lit("Recette de la caisse"),
    )
    differences = sessions.filter(pl.col("difference") != 0).select(
        "day",
        "till_session_id",
        amount="difference",
        kind=pl.lit("count_difference"),
        rank=pl.lit(2),
        label=pl.lit("Écart de caisse"),
    )
    paid = payments.select(
        "day",
        payment_id="id",
        amount="signed",
        kind=pl.lit("customer_payment"),
        rank=pl.lit(3),
        label=pl.lit("Règlement d’un client en espèces"),
    )
    spent = sessions.filter(pl.Series(rng.random(sessions.height) < 0.03))
    words = pl.Series(data.EXPENSES).gather(rng.integers(0, len(data.EXPENSES), spent.height))
    expenses = spent.select(
        "day",
        amount=pl.Series(-rng.integers(800, 6_000, spent.height)),
        kind=pl.lit("expense"),
        rank=pl.lit(4),
        label=words,
    )
    opening = pl.DataFrame(
        {
            "day": [world.calendar.first],
            "amount": [data.OPENING_CASH],
            "kind": ["opening"],
            "rank": [0],
            "label": ["Fond du coffre"],
        }
    )
    flows = pl.concat(
        [opening, takings, differences, paid, expenses], how="diagonal_relaxed"
    ).sort("day", "rank", "till_session_id", "payment_id")
    flows = with_deposits(flows)
    return flows.with_columns(
        balance=pl.col("amount").cum_sum(), number=pl.int_range(1, flows.height + 1)
    )


def with_deposits(flows: pl.DataFrame) -> pl.DataFrame:
    """Adds the Friday deposits: all that is above what is kept, in whole notes of ten euros."""
    week = (
        flows.with_columns(week=(pl.col("day") + 3) // 7)
        .group_by("week", maintain_order=True)
        .agg(pl.col("day").max(), pl.col("amount").sum())
    )
    rows, held = [], 0
    for day, amount in week.select("day", "amount").iter_rows():
        held += amount
        banked = (held - KEPT) // 1_000 * 1_000
        if banked > 10_000:
            rows.append(
                {
                    "day": day,
                    "amount": -banked,
                    "kind": "bank_deposit",
                    "rank": 9,
                    "label": "Remise d’espèces en banque",
                }
            )
            held -= banked
    if not rows:
        return flows
    return pl.concat([flows, pl.DataFrame(rows)], how="diagonal_relaxed").sort(
        "day", "rank", "till_session_id", "payment_id"
    )


def write_counts(writer: Writer, entries: pl.DataFrame, book: int, cashier_id: int) -> None:
    """Writes a count of the safe at the end of each month, always right."""
    month = pl.from_epoch("day", "d").dt.month_start()
    last = entries.with_columns(month=month).unique("month", keep="last", maintain_order=True)
    at = instant(pl.from_epoch("day", "d"), 19 * 60 + 45)
    writer.write(
        "till.cash_count",
        last.select(
            cash_book_id=pl.lit(book),
            counted_at=at,
            by_id=pl.lit(cashier_id),
            expected="balance",
            counted="balance",
            created_at=at,
        ),
    )


def give_cards(
    world: World, writer: Writer, customers: pl.DataFrame, programs: dict[str, int], block: int
) -> pl.DataFrame:
    """Writes the cards: points for people, a discount for companies. Returns id, customer, issued, is_company."""
    rng = world.rng("cards", block)
    frame = customers.with_row_index("customer").filter(
        pl.Series(rng.random(customers.height) < data.CARDS_SHARE), pl.col("buys")
    )
    issued = np.maximum(
        frame["starts"].to_numpy() + rng.integers(0, 200, frame.height), world.calendar.first
    )
    frame = frame.with_columns(issued=pl.Series(issued)).filter(
        pl.col("issued") <= world.calendar.today
    )
    written = writer.write(
        "till.loyalty_card",
        frame.select(
            loyalty_program_id=pl.when("is_company")
            .then(programs["PRO"])
            .otherwise(programs["POINTS"]),
            customer_id="id",
            number=pl.format("2999{}", pl.col("id").cast(pl.String).str.zfill(8)),
            issued_on=pl.from_epoch("issued", "d"),
            created_at=instant(pl.from_epoch("issued", "d")),
        ),
    )
    return frame.select(
        pl.col("customer").cast(pl.Int64), "issued", "is_company", id=written["id"]
    )


def write_programs(
    world: World, writer: Writer, company: Company, families: dict[str, int]
) -> dict[str, int]:
    """Writes the two loyalty programs and their terms; returns their ids by code."""
    written = writer.write(
        "till.loyalty_program",
        pl.DataFrame(
            {
                "company_id": company.id,
                "code": ["POINTS", "PRO"],
                "label": ["Carte à points", "Carte professionnelle"],
                "mode": ["points", "discount"],
            }
        ),
    )
    points, discount = written["id"].to_list()
    writer.write(
        "till.loyalty_terms",
        pl.DataFrame(
            {
                "loyalty_program_id": [points],
                "factor": [data.POINT_EUROS * 10_000],
                "point_value": [round(data.POINT_VALUE * 10_000)],
                "threshold": [data.POINTS_THRESHOLD],
                "expiry_months": [24],
                "valid_from": [world.start],
            }
        ),
    )
    writer.write(
        "till.loyalty_discount",
        pl.DataFrame(
            {
                "loyalty_program_id": discount,
                "item_family_id": [families[code] for code in ("TRAIT", "NETT", "PLOMB")],
                "discount_rate": data.CARD_DISCOUNT * 10_000,
                "valid_from": world.start,
            }
        ),
    )
    return {"POINTS": points, "PRO": discount}


def write_points(writer: Writer, till: Till, cards: pl.DataFrame) -> None:
    """Writes the points of cards: a few to welcome, one for ten euros, spent by the forty."""
    people = cards.filter(~pl.col("is_company"))
    welcome = people.select(
        loyalty_card_id="id", kind=pl.lit("welcome"), day="issued", points=pl.lit(data.WELCOME)
    )
    earned = (
        till.receipts.filter(pl.col("kind") == "sale", pl.col("gross") >= 100 * data.POINT_EUROS)
        .join(people.select(card_id="id"), on="card_id", how="inner", maintain_order="left")
        .select(
            "day",
            loyalty_card_id="card_id",
            till_receipt_id="id",
            kind=pl.lit("earned"),
            points=pl.col("gross") // (100 * data.POINT_EUROS),
        )
    )
    reached = pl.col("points").cum_sum().over("loyalty_card_id") // data.POINTS_SPENT
    before = (
        pl.col("points").cum_sum().over("loyalty_card_id") - pl.col("points")
    ) // data.POINTS_SPENT
    spent = (
        earned.with_columns(times=reached - before)
        .filter(pl.col("times") > 0)
        .select(
            "loyalty_card_id",
            "day",
            kind=pl.lit("spent"),
            points=-pl.col("times") * data.POINTS_SPENT,
        )
    )
    rows = pl.concat([welcome, earned, spent], how="diagonal_relaxed")
    day = pl.from_epoch("day", "d")
    writer.write(
        "till.loyalty_movement",
        rows.select(
            "loyalty_card_id",
            "kind",
            "points",
            "till_receipt_id",
            moved_on=day,
            expires_on=pl.when(pl.col("points") > 0).then(day.dt.offset_by("24mo")),
            created_at=instant(day, 19 * 60),
        ),
    )
