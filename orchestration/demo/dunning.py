"""Reminders: one letter to a customer for all that is late, at the level each invoice has reached."""

import numpy as np
import polars as pl

from orchestration.demo.amounts import UNIT, half_up
from orchestration.demo.company import Company, write_coded
from orchestration.demo.days import instant
from orchestration.demo.invoicing import Invoicing
from orchestration.demo.settlement import Settlement
from orchestration.demo.tables import payers as data
from orchestration.demo.world import World
from orchestration.demo.writer import Writer


def write_policy(writer: Writer) -> None:
    """Writes the one policy of the company and its levels."""
    code, label, rate = data.POLICY
    policy = write_coded(
        writer,
        "sales.dunning_policy",
        [{"code": code, "label": label, "is_default": True, "interest_rate": round(rate * UNIT)}],
    )
    names = ("level", "delay_mode", "delay_days", "channel", "subject", "body", "asks_a_person")
    levels = pl.DataFrame(data.LEVELS, schema=names, orient="row")
    writer.write(
        "sales.dunning_level",
        levels.with_columns(
            dunning_policy_id=pl.lit(policy[code]), threshold_gross=pl.lit(data.THRESHOLD)
        ),
    )


def remind(
    world: World,
    writer: Writer,
    *,
    company: Company,
    invoicing: Invoicing,
    settlement: Settlement,
    customers: pl.DataFrame,
    block: int,
) -> pl.DataFrame:
    """Writes disputes and what notices say; returns the notices, complete but for references."""
    rng = world.rng("dunning", block)
    due = invoicing.instalments.filter(
        pl.col("kind") == "regular",
        pl.col("invoice_kind") != "credit_note",
        pl.col("due") < world.calendar.today,
    )
    disputed = dispute(world, writer, rng, due, settlement)
    days = np.cumsum([level[2] for level in data.LEVELS])
    runs = pl.concat(
        [due.select("customer", run=weekly(pl.col("due") + int(day))) for day in days]
    )
    runs = runs.unique(maintain_order=True).filter(pl.col("run") <= world.calendar.today)
    late = runs.join(
        due.select("customer", "due", "amount", "invoice_id", instalment_id="id"),
        on="customer",
        how="inner",
    )
    late = late.filter(
        pl.col("due") + int(days[0]) <= pl.col("run"), pl.col("due") + 500 > pl.col("run")
    )
    late = late.join(disputed, on="invoice_id", how="left").filter(
        pl.col("opened").is_null()
        | (pl.col("run") < pl.col("opened"))
        | (pl.col("run") > pl.col("closed"))
    )
    late = still_due(late, settlement).sort("run", "customer", "instalment_id")
    professional = customers["is_company"].gather(late["customer"])
    waited = pl.col("run") - pl.col("due")
    level = pl.sum_horizontal([(waited >= int(day)).cast(pl.Int64) for day in days])
    interest = half_up(
        pl.col("left").cast(pl.Int128) * round(data.POLICY[2] * UNIT) * waited, UNIT * 100 * 365
    )
    late = late.with_columns(
        level=level,
        days_late=waited,
        interest=pl.when(professional).then(interest).otherwise(0),
        indemnity=pl.when(professional & (level >= 3)).then(data.INDEMNITY).otherwise(0),
    )
    notices = late.group_by("run", "customer", maintain_order=True).agg(
        pl.col("level").max(),
        pl.col("interest").sum(),
        pl.col("indemnity").sum(),
        amount_gross=pl.col("left").sum(),
    )
    notices = notices.with_columns(
        id=pl.Series(writer.new_ids("sales.dunning_notice", notices.height))
    )
    lines = late.join(
        notices.select("run", "customer", dunning_notice_id="id"),
        on=["run", "customer"],
        how="left",
        maintain_order="left",
    )
    writer.write(
        "sales.dunning_notice_line",
        lines.select(
            "dunning_notice_id",
            "instalment_id",
            "level",
            "days_late",
            "interest",
            "indemnity",
            amount_gross="left",
        ),
    )
    channels = {level: channel for level, _, _, channel, *_ in data.LEVELS}
    day = pl.from_epoch("run", "d")
    return notices.select(
        "id",
        "level",
        "amount_gross",
        "interest",
        "indemnity",
        day="run",
        company_id=pl.lit(company.id),
        customer_id=customers["id"].gather(notices["customer"]),
        channel=pl.col("level").replace_strict(channels),
        state=pl.lit("sent"),
        prepared_at=instant(day, 10 * 60),
        sent_on=day,
        created_at=instant(day, 10 * 60),
    )


def weekly(day: pl.Expr) -> pl.Expr:
    """The Tuesday from a day on: reminders leave once a week."""
    return day + (1 - (day + 3) % 7) % 7


def still_due(late: pl.DataFrame, settlement: Settlement) -> pl.DataFrame:
    """What was left of each instalment the day of its reminder, above the threshold."""
    settled = settlement.allocations.select("instalment_id", "amount", "day", "undone")
    paid = (
        late.select("run", "customer", "instalment_id")
        .join(settled, on="instalment_id", how="inner")
        .filter(pl.col("day") <= pl.col("run"), pl.col("undone") > pl.col("run"))
        .group_by("run", "customer", "instalment_id")
        .agg(paid=pl.col("amount").sum())
    )
    joined = late.join(paid, on=["run", "customer", "instalment_id"], how="left")
    left = pl.col("amount") - pl.col("paid").fill_null(0)
    return joined.with_columns(left=left).filter(pl.col("left") > data.THRESHOLD).drop("paid")


def dispute(
    world: World,
    writer: Writer,
    rng: np.random.Generator,
    due: pl.DataFrame,
    settlement: Settlement,
) -> pl.DataFrame:
    """Writes the disputes on invoices paid late; returns invoice_id, opened, closed (days)."""
    last = settlement.allocations.group_by("instalment_id").agg(paid=pl.col("day").max())
    late = due.join(
        last, left_on="id", right_on="instalment_id", how="left", maintain_order="left"
    )
    late = late.filter(pl.col("paid").fill_null(world.calendar.today) > pl.col("due") + 25).unique(
        "invoice_id", keep="first", maintain_order=True
    )
    late = late.filter(pl.Series(rng.random(late.height) < data.DISPUTED_SHARE * 4))
    opened = world.calendar.worked(late["due"].to_numpy() + rng.integers(3, 20, late.height))
    closed = opened + rng.integers(15, 80, late.height)
    late = late.with_columns(opened=pl.Series(opened), closed=pl.Series(closed)).filter(
        pl.col("opened") <= world.calendar.today
    )
    reason = pl.Series(data.DISPUTES).gather(rng.integers(0, len(data.DISPUTES), late.height))
    ended = pl.col("closed") <= world.calendar.today
    writer.write(
        "sales.invoice_dispute",
        late.select(
            "invoice_id",
            opened_on=pl.from_epoch("opened", "d"),
            reason=reason,
            closed_on=pl.when(ended).then(pl.from_epoch("closed", "d")),
            created_at=instant(pl.from_epoch("opened", "d")),
        ),
    )
    return late.select("invoice_id", "opened", "closed")
