"""What customers of a block ask for: when, how the offer goes, and what follows from a yes."""

import numpy as np
import polars as pl

from orchestration.demo.days import numbers
from orchestration.demo.tables.activity import DEALS, REFUSALS, SEASONS, Deal
from orchestration.demo.world import World, pick

NEVER = 10**6
"""A day that never comes."""
VALIDITY_DAYS = 60
DIRECT_SHARE = 0.12
"""Equipment ordered without a quote."""
CANCELED_SHARE = 0.025
GROWTH = 0.03


def draw_deals(world: World, customers: pl.DataFrame, block: int) -> pl.DataFrame:
    """The deals of a block, oldest first.

    Days are numbers, NEVER where the thing does not happen, and may be after today. Columns:
    customer (position), kind, drafted, sent, revisions, last_sent, decided, outcome (won, refused,
    expired), reason, is_direct, confirmed, canceled, starts, ends, started, finished, discount.
    """
    rng = world.rng("deals", block)
    asked = pl.concat(
        [repeats(world, rng, customers, kind, deal) for kind, deal in DEALS.items()]
        + [first_deals(world, rng, customers)]
    )
    asked = asked.filter(pl.col("drafted") <= world.calendar.today).sort(
        "drafted", "customer", "kind", maintain_order=True
    )
    talks = negotiate(world, rng, asked, customers)
    return plan_work(world, rng, talks)


def repeats(
    world: World, rng: np.random.Generator, customers: pl.DataFrame, kind: str, deal: Deal
) -> pl.DataFrame:
    """Deals that known customers ask for, as they are many, busy and interested."""
    calendar = world.calendar
    busy = calendar.busyness(SEASONS[deal.season], growth=GROWTH)
    wants = 1.0 if deal.wants == "all" else customers[deal.wants].to_numpy().astype(float)
    until = np.minimum(customers["until"].to_numpy(), calendar.today)
    since = customers["starts"].to_numpy() + 60
    share = calendar.share(busy, since, np.maximum(until, since)) * (since < until)
    return scattered(
        world, rng, customers, kind=kind, busy=busy, wants=wants, share=share, yearly=deal.yearly
    )


def scattered(
    world: World,
    rng: np.random.Generator,
    customers: pl.DataFrame,
    *,
    kind: str,
    busy: np.ndarray,
    wants: float | np.ndarray,
    share: np.ndarray,
    yearly: int,
) -> pl.DataFrame:
    """Events of a kind: `yearly` of them in the last twelve months at full size, for customers drawn
    by their weight over the `share` of time they are there."""
    calendar = world.calendar
    until = np.minimum(customers["until"].to_numpy(), calendar.today)
    since = customers["starts"].to_numpy()
    weight = customers["weight"].to_numpy() * wants
    lately = calendar.share(
        busy, np.maximum(since, calendar.today - 364), np.maximum(until, since)
    )
    present = weight * np.where(until > calendar.today - 364, lately, 0)
    expected = world.count(yearly) * weight * share / max(present.sum(), 1e-9)
    who = np.repeat(np.arange(customers.height), rng.poisson(expected))
    day = calendar.draw(rng, busy, since[who], until[who])
    return pl.DataFrame(
        {"customer": who, "kind": pl.Series([kind] * len(who), dtype=pl.String), "drafted": day}
    )


def first_deals(world: World, rng: np.random.Generator, customers: pl.DataFrame) -> pl.DataFrame:
    """What newcomers come for."""
    new = customers.with_row_index("customer").filter(~pl.col("is_old"))
    weights = np.array(
        [
            deal.first_weight
            * (np.ones(new.height) if deal.wants == "all" else 0.2 + new[deal.wants].to_numpy())
            for deal in DEALS.values()
        ]
    ).T
    edges = np.cumsum(weights, axis=1)
    rank = (rng.random(new.height) * edges[:, -1])[:, None] > edges
    return pl.DataFrame(
        {
            "customer": new["customer"].cast(pl.Int64),
            "kind": pl.Series(list(DEALS)).gather(rank.sum(axis=1)),
            "drafted": world.calendar.worked(
                new["since"].to_numpy() + rng.integers(2, 16, new.height)
            ),
        }
    )


def negotiate(
    world: World, rng: np.random.Generator, asked: pl.DataFrame, customers: pl.DataFrame
) -> pl.DataFrame:
    """How each offer goes: sent, revised, then won, refused or left to expire."""
    count, calendar = asked.height, world.calendar
    deals = [DEALS[kind] for kind in asked["kind"]]
    buys = customers["buys"].to_numpy()[asked["customer"].to_numpy()]
    direct = (asked["kind"].to_numpy() == "equipment") & (rng.random(count) < DIRECT_SHARE)
    is_direct = direct & buys
    drafted = asked["drafted"].to_numpy()
    sent = calendar.worked(drafted + rng.integers(1, 8, count))
    sent = np.where(rng.random(count) < 0.015, NEVER, sent)
    revisions = 1 + pick(rng, count, (0.82, 0.145, 0.035))
    last_sent = np.where(
        revisions > 1, calendar.worked(sent + (revisions - 1) * rng.integers(7, 16, count)), sent
    )
    slow = np.array([1.7 if deal.mode == "progress" else 1.0 for deal in deals])
    decided = calendar.worked(
        last_sent + 1 + np.minimum(rng.gamma(1.6, 9 * slow), VALIDITY_DAYS - 5).astype(np.int64)
    )
    salesperson = customers["salesperson_id"].to_numpy()[asked["customer"].to_numpy()]
    talent = world.rng("talent").uniform(0.86, 1.16, 97)[salesperson % 97]
    chance = np.array([deal.won for deal in deals]) * talent
    drawn = rng.random(count)
    won = buys & (is_direct | (drawn < chance))
    refused = ~won & (drawn < chance + (1 - chance) * 0.58)
    outcome = np.select([won, refused], ["won", "refused"], "expired")
    return asked.with_columns(
        is_direct=pl.Series(is_direct),
        sent=pl.Series(np.where(is_direct, NEVER, sent)),
        revisions=pl.Series(np.where(is_direct, 1, revisions)),
        last_sent=pl.Series(np.where(is_direct, NEVER, last_sent)),
        decided=pl.Series(np.where(is_direct, drafted, np.where(sent == NEVER, NEVER, decided))),
        outcome=pl.Series(outcome),
        reason=pl.Series(list(REFUSALS)).gather(pick(rng, count, list(REFUSALS.values()))),
        discount=pl.Series(np.array([0, 0, 0, 0, 3, 5, 5, 8, 10])[rng.integers(0, 9, count)]),
    )


def plan_work(world: World, rng: np.random.Generator, talks: pl.DataFrame) -> pl.DataFrame:
    """From the orders won: when they are confirmed, canceled, planned and really done."""
    count, calendar = talks.height, world.calendar
    deals = [DEALS[kind] for kind in talks["kind"]]
    won = (talks["outcome"] == "won").to_numpy()
    confirmed = calendar.worked(talks["decided"].to_numpy() + rng.integers(0, 3, count))
    confirmed = np.where(won & (confirmed <= calendar.today), confirmed, NEVER)
    canceled = won & (rng.random(count) < CANCELED_SHARE)
    lead = np.array([between(rng, deal.lead) for deal in deals], dtype=np.int64).reshape(count)
    length = np.array([between(rng, deal.days) for deal in deals], dtype=np.int64).reshape(count)
    starts = calendar.worked(confirmed + lead)
    ends = calendar.worked(starts + length)
    slip = np.where(rng.random(count) < 0.15, rng.integers(1, 4, count), 0)
    started = calendar.worked(starts + slip)
    late = np.where(
        rng.random(count) < 0.2, rng.integers(1, 16, count), -rng.integers(0, 3, count)
    )
    finished = calendar.worked(np.maximum(ends + late, started + 1))
    happens = confirmed < NEVER
    return talks.with_columns(
        confirmed=pl.Series(confirmed),
        canceled=pl.Series(
            np.where(
                canceled & happens, calendar.worked(confirmed + rng.integers(4, 20, count)), NEVER
            )
        ),
        starts=pl.Series(np.where(happens, starts, NEVER)),
        ends=pl.Series(np.where(happens, ends, NEVER)),
        started=pl.Series(np.where(happens, started, NEVER)),
        finished=pl.Series(np.where(happens, finished, NEVER)),
    )


def between(rng: np.random.Generator, bounds: tuple[int, int]) -> int:
    """A whole number between two bounds, both included."""
    return int(rng.integers(bounds[0], bounds[1] + 1))


def day_column(frame: pl.DataFrame, column: str) -> np.ndarray:
    """A column of dates as day numbers."""
    return numbers(frame[column])
