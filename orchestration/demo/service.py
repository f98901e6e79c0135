"""After-sales service of a block: tickets, and the interventions they and the contracts take."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from operational.service.types import NotDoneReason
from orchestration.demo.company import Company, write_coded
from orchestration.demo.days import instant
from orchestration.demo.deals import scattered
from orchestration.demo.roster import Roster
from orchestration.demo.staff import Staff
from orchestration.demo.tables.activity import SEASONS
from orchestration.demo.tables.aftersales import (
    CHANNELS,
    PRIORITIES,
    SERVICE_TYPES,
    SLOTS,
    TICKETS_YEARLY,
    TYPES_OF_FAMILY,
    VISITS,
)
from orchestration.demo.world import World, pick
from orchestration.demo.writer import Writer

NOT_DONE_SHARE = 0.04
ON_THE_DAY = 5
"""Interventions a technician can do in a day."""


@dataclass(frozen=True)
class Service:
    """Tickets and interventions of a block."""

    tickets: pl.DataFrame
    """id, customer (position), type, opened, resolved (days), state, warranty, equipment_id, technician_id…"""
    interventions: pl.DataFrame
    """id, ticket_id, visit_id, customer (position), technician_id, day, slot, state, warranty…"""
    visits: pl.DataFrame
    """The contract visits as stored, with `id`."""


def write_service_types(writer: Writer, forms: dict[str, int]) -> dict[str, int]:
    """Writes the service types with their questionnaires."""
    rows: list[dict[str, object]] = [
        {
            "code": code,
            "label": kind.label,
            "color": kind.color,
            "usual_minutes": kind.minutes,
            "diagnostic_form_id": forms["diagnostic"],
            "report_form_id": forms["report"],
        }
        for code, kind in SERVICE_TYPES.items()
    ]
    return write_coded(writer, "service.service_type", rows)


def serve(
    world: World,
    writer: Writer,
    *,
    staff: Staff,
    roster: Roster,
    customers: pl.DataFrame,
    equipment: pl.DataFrame,
    visits: pl.DataFrame,
    block: int,
) -> Service:
    """Draws tickets and visits, gives each intervention a day and a technician, and sees what came out."""
    rng = world.rng("service", block)
    tickets = draw_tickets(world, writer, rng, customers, equipment)
    team = staff.of(block, "technician")
    wishes = pl.concat(
        [ticket_wishes(rng, tickets), visit_wishes(writer, visits)], how="diagonal_relaxed"
    )
    wishes = wishes.sort("wish", "ticket_id", "visit_id", "rank", maintain_order=True)
    technician = nearest(rng, team, customers["agency"].to_numpy()[wishes["customer"].to_numpy()])
    day, slot = roster.book(
        technician, world.calendar.worked(wishes["wish"].to_numpy()), per_day=ON_THE_DAY
    )
    interventions = wishes.with_columns(
        id=pl.Series(writer.new_ids("service.intervention", wishes.height)),
        technician_id=pl.Series(technician),
        day=pl.Series(day),
        slot=pl.Series(slot),
        fails=pl.Series(rng.random(wishes.height) < NOT_DONE_SHARE)
        & pl.col("ticket_id").is_not_null(),
        excuse=pl.Series(list(NotDoneReason)).gather(rng.integers(0, 4, wishes.height)),
        confirmed=pl.Series(rng.random(wishes.height) < 0.7),
    )
    interventions = interventions.with_columns(state=intervention_state(world.calendar.today))
    return Service(
        resolve(world, rng, tickets, interventions),
        interventions,
        done_visits(world, interventions),
    )


def draw_tickets(
    world: World,
    writer: Writer,
    rng: np.random.Generator,
    customers: pl.DataFrame,
    equipment: pl.DataFrame,
) -> pl.DataFrame:
    """Requests for service: of whom, about which piece, under warranty or not."""
    calendar = world.calendar
    busy = calendar.busyness(SEASONS["service"], growth=0.035)
    until = np.minimum(customers["until"].to_numpy(), calendar.today)
    since = customers["starts"].to_numpy()
    share = calendar.share(busy, since, np.maximum(until, since)) * (since < until)
    wants = 0.3 + 0.7 * np.isin(np.arange(customers.height), equipment["customer"].to_numpy())
    drawn = (
        scattered(
            world,
            rng,
            customers,
            kind="ticket",
            busy=busy,
            wants=wants,
            share=share,
            yearly=TICKETS_YEARLY,
        )
        .rename({"drafted": "opened"})
        .sort("opened", "customer", maintain_order=True)
    )
    drawn = about(rng, drawn, equipment)
    count = drawn.height
    family = pl.col("family").fill_null("AUTRE")
    types = drawn.select(family).to_series().to_list()
    drawn = drawn.with_columns(
        id=pl.Series(writer.new_ids("service.service_ticket", count)),
        type=pl.Series(
            [
                str(rng.choice(TYPES_OF_FAMILY.get(code, TYPES_OF_FAMILY["AUTRE"])))
                for code in types
            ]
        ),
        channel=pl.Series(list(CHANNELS)).gather(pick(rng, count, list(CHANNELS.values()))),
        priority=pl.Series(list(PRIORITIES)).gather(pick(rng, count, list(PRIORITIES.values()))),
        visits=pl.Series(pick(rng, count, VISITS)),
        first_wait=pl.Series((1 + rng.gamma(1.7, 2.6, count)).astype(np.int64)),
        canceled=pl.Series(rng.random(count) < 0.015),
    )
    return drawn.with_columns(
        under_warranty=(pl.col("warranty_ends_on") >= pl.from_epoch("opened", "d")).fill_null(
            value=False
        )
    )


def about(
    rng: np.random.Generator, tickets: pl.DataFrame, equipment: pl.DataFrame
) -> pl.DataFrame:
    """Names the piece of equipment of each ticket: one the customer had by then, if any."""
    pieces = equipment.select(
        "customer",
        "warranty_ends_on",
        "family",
        delivered="day",
        equipment_id="id",
        piece="designation",
    )
    owned = tickets.with_row_index("n").join(
        pieces, on="customer", how="inner", maintain_order="left"
    )
    owned = owned.filter(pl.col("delivered") < pl.col("opened"))
    owned = owned.with_columns(luck=pl.Series(rng.random(owned.height)))
    chosen = owned.sort("n", "luck", maintain_order=True).unique(
        "n", keep="first", maintain_order=True
    )
    return (
        tickets.with_row_index("n")
        .join(
            chosen.select("n", "equipment_id", "warranty_ends_on", "family", "piece"),
            on="n",
            how="left",
            maintain_order="left",
        )
        .drop("n", "kind")
    )


def ticket_wishes(rng: np.random.Generator, tickets: pl.DataFrame) -> pl.DataFrame:
    """When each visit of a ticket is wished for, one after the other."""
    visited = tickets.filter(~pl.col("canceled"), pl.col("visits") > 0)
    wishes = visited.select(
        "customer",
        "opened",
        "first_wait",
        "type",
        "under_warranty",
        ticket_id="id",
        rank=pl.int_ranges(0, pl.col("visits")),
        last=pl.col("visits") - 1,
    ).explode("rank")
    gap = pl.Series(rng.integers(4, 12, wishes.height))
    return wishes.with_columns(
        wish=pl.col("opened") + pl.col("first_wait") + pl.col("rank") * gap,
        is_last=pl.col("rank") == pl.col("last"),
    ).drop("opened", "first_wait", "last")


def visit_wishes(writer: Writer, visits: pl.DataFrame) -> pl.DataFrame:
    """When the visits promised by contract are wished for."""
    ids = pl.Series(writer.new_ids("contracts.contract_visit", visits.height))
    return visits.select(
        "customer",
        "wish",
        "due",
        "contract",
        visit_id=ids,
        type=pl.lit("ENTRETIEN"),
        under_warranty=pl.lit(value=False),
        rank=pl.lit(0),
        is_last=pl.lit(value=True),
    )


def nearest(rng: np.random.Generator, team: pl.DataFrame, agency: np.ndarray) -> np.ndarray:
    """A technician of each agency."""
    chosen = np.empty(len(agency), dtype=np.int64)
    for position in np.unique(agency):
        own = team.filter(pl.col("agency") == position)["id"].to_numpy()
        here = agency == position
        chosen[here] = own[rng.integers(0, len(own), int(here.sum()))]
    return chosen


def intervention_state(today: int) -> pl.Expr:
    """Where an intervention is today; those of today are still to come."""
    return (
        pl.when((pl.col("day") >= today) & pl.col("confirmed"))
        .then(pl.lit("confirmed"))
        .when(pl.col("day") >= today)
        .then(pl.lit("planned"))
        .when(pl.col("fails") & ~pl.col("is_last"))
        .then(pl.lit("not_done"))
        .otherwise(pl.lit("done"))
    )


def resolve(
    world: World, rng: np.random.Generator, tickets: pl.DataFrame, interventions: pl.DataFrame
) -> pl.DataFrame:
    """When each ticket was resolved: with its last intervention, or by a few words on the phone."""
    today = world.calendar.today
    last = (
        interventions.drop_nulls("ticket_id")
        .group_by("ticket_id", maintain_order=True)
        .agg(last_day=pl.col("day").max(), done=(pl.col("state") == "done").sum())
    )
    phoned = pl.Series(
        world.calendar.worked(tickets["opened"].to_numpy() + rng.integers(0, 4, tickets.height))
    )
    tickets = tickets.join(
        last, left_on="id", right_on="ticket_id", how="left", maintain_order="left"
    )
    tickets = tickets.with_columns(
        resolved=pl.when(pl.col("visits") > 0).then("last_day").otherwise(phoned)
    )
    first = (
        interventions.drop_nulls("ticket_id")
        .unique("ticket_id", keep="first", maintain_order=True)
        .select("ticket_id", "technician_id")
    )
    state = (
        pl.when("canceled")
        .then(pl.lit("canceled"))
        .when(pl.col("resolved") < today)
        .then(pl.lit("resolved"))
        .when(pl.col("done") > 0)
        .then(pl.lit("on_hold"))
        .when(pl.col("last_day").is_not_null())
        .then(pl.lit("in_progress"))
        .otherwise(pl.lit("open"))
    )
    return tickets.join(
        first, left_on="id", right_on="ticket_id", how="left", maintain_order="left"
    ).with_columns(state=state)


def done_visits(world: World, interventions: pl.DataFrame) -> pl.DataFrame:
    """The visits of contracts: done, to come, or canceled at the customer's wish."""
    visits = interventions.filter(pl.col("visit_id").is_not_null())
    done = pl.col("state") == "done"
    return visits.select(
        id="visit_id",
        service_contract_id="contract",
        due_on=pl.from_epoch("due", "d"),
        done_on=pl.when(done).then(pl.from_epoch("day", "d")),
        done_by_id=pl.when(done).then("technician_id"),
        created_at=instant(
            pl.from_epoch(pl.min_horizontal(pl.col("due") - 60, pl.lit(world.calendar.today)), "d")
        ),
    )


def describe_tickets(
    company: Company,
    staff: Staff,
    *,
    types: dict[str, int],
    service: Service,
    customers: pl.DataFrame,
    block: int,
) -> pl.DataFrame:
    """The tickets as stored, but for references."""
    office = pl.lit(staff.user("office", block))
    tickets = service.tickets
    who = customers.select("agency_id", "site_id", "contact_id", customer_id="id")[
        tickets["customer"]
    ]
    resolved, canceled = pl.col("state") == "resolved", pl.col("state") == "canceled"
    opened = pl.from_epoch("opened", "d")
    labels = {code: kind.label for code, kind in SERVICE_TYPES.items()}
    return pl.concat([tickets, who], how="horizontal").select(
        "id",
        "agency_id",
        "customer_id",
        "site_id",
        "contact_id",
        "equipment_id",
        "technician_id",
        "channel",
        "priority",
        "state",
        "under_warranty",
        company_id=pl.lit(company.id),
        service_type_id=pl.col("type").replace_strict(types),
        title=pl.when(pl.col("piece").is_null())
        .then(pl.col("type").replace_strict(labels))
        .otherwise(pl.format("{} – {}", pl.col("type").replace_strict(labels), "piece")),
        warranty_basis=pl.when("under_warranty").then(pl.lit("equipment")),
        opened_on=opened,
        opened_by_id=office,
        due_on=pl.from_epoch(pl.col("opened") + 10, "d"),
        resolved_on=pl.when(resolved).then(pl.from_epoch("resolved", "d")),
        resolved_by_id=pl.when(resolved).then(office),
        resolution=pl.when(resolved).then(pl.lit("Remis en état et vérifié")),
        canceled_at=pl.when(canceled).then(instant(opened, 15 * 60)),
        canceled_by_id=pl.when(canceled).then(office),
        cancel_reason=pl.when(canceled).then(pl.lit("Demande annulée par le client")),
        created_at=instant(opened),
    )


def starts_at(slot: pl.Expr) -> pl.Expr:
    """When the n-th intervention of a day starts, in minutes after midnight."""
    return slot.replace_strict(dict(enumerate(SLOTS)))
