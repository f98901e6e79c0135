"""What is planned and done at the places of customers: tasks, interventions, signs."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from orchestration.demo.amounts import CENT, UNIT
from orchestration.demo.days import instant
from orchestration.demo.interventions import rate
from orchestration.demo.projects import Projects
from orchestration.demo.roster import Resources
from orchestration.demo.service import Service
from orchestration.demo.world import World, pick
from orchestration.demo.writer import Writer


@dataclass(frozen=True)
class Calendar:
    """The appointments of a block."""

    booked: pl.DataFrame
    """id, kind, customer (position), employee_id, day, minute, minutes, hours, state, title, task_type…"""


def write_signs(
    world: World,
    writer: Writer,
    *,
    rng: np.random.Generator,
    resources: Resources,
    booked: pl.DataFrame,
    customers: pl.DataFrame,
) -> None:
    """Writes the signs on appointments of service, and the messages that asked to confirm."""
    calls = booked.filter(pl.col("kind") == "service")
    done = pl.col("day") < world.calendar.today
    signs = [
        calls.filter(pl.Series(rng.random(calls.height) < share)).select(
            "day", appointment_id="id", pictogram_id=pl.lit(resources.pictograms[code])
        )
        for code, share in (("told", 0.6), ("keys", 0.05), ("products", 0.12))
    ]
    writer.write("planning.appointment_pictogram", pl.concat(signs).drop("day"))
    asked = booked.filter(
        pl.Series(rng.random(booked.height) < 0.35), pl.col("kind") != "installation"
    )
    mobile, email = (
        customers["mobile"].gather(asked["customer"]),
        customers["email"].gather(asked["customer"]),
    )
    asked = asked.with_columns(mobile=mobile, email=email).filter(
        pl.col("mobile").is_not_null() | pl.col("email").is_not_null()
    )
    answer = pl.Series(["accepted", "declined"]).gather(pick(rng, asked.height, (0.96, 0.04)))
    sent = pl.from_epoch(
        pl.min_horizontal(pl.col("day") - 2, pl.lit(world.calendar.today - 1)), "d"
    )
    writer.write(
        "planning.appointment_confirmation",
        asked.select(
            appointment_id="id",
            channel=pl.when(pl.col("mobile").is_null())
            .then(pl.lit("email"))
            .otherwise(pl.lit("sms")),
            recipient=pl.coalesce("mobile", "email"),
            sent_at=instant(sent, 10 * 60),
            answered_at=pl.when(done).then(instant(sent, 12 * 60)),
            answer=pl.when(done).then(answer),
            created_at=instant(sent, 10 * 60),
        ),
    )


def write_project_work(
    world: World, writer: Writer, resources: Resources, calendar: Calendar, projects: Projects
) -> None:
    """Writes the tasks of the projects, one after the other, and the hours spent on each."""
    held = calendar.booked.filter(pl.col("kind") == "installation", pl.col("state") == "held")
    year = world.calendar.year[held["day"].to_numpy() - world.calendar.first] - world.start.year
    writer.write(
        "projects.project_hours",
        held.select(
            "project_id",
            "employee_id",
            "hours",
            worked_on=pl.from_epoch("day", "d"),
            hourly_cost=pl.Series(rate(world, "labor_hour", "installer")[year] // (UNIT // CENT)),
            created_at=instant(pl.from_epoch("day", "d"), 17 * 60),
        ),
    )
    packages = projects.packages
    ids = pl.Series(writer.new_ids("planning.task", packages.height))
    today = world.calendar.today
    done = pl.col("done") <= today
    begun = pl.col("begins") <= today
    last = pl.col("position") == pl.col("count")
    writer.write(
        "planning.task",
        packages.select(
            "project_id",
            "title",
            "position",
            id=ids,
            work_package_id="id",
            task_type_id=pl.when(last)
            .then(resources.task_types["MISE_EN_SERVICE"])
            .otherwise(resources.task_types["POSE"]),
            starts_on=pl.from_epoch("begins", "d"),
            ends_on=pl.from_epoch("stops", "d"),
            planned_hours=pl.col("hours") * CENT,
            progress=pl.when(done).then(100).when(begun).then(40).otherwise(0) * 10**16,
            state=pl.when(done)
            .then(pl.lit("done"))
            .when(begun)
            .then(pl.lit("in_progress"))
            .otherwise(pl.lit("to_do")),
            done_on=pl.when(done).then(pl.from_epoch("done", "d")),
        ),
    )
    chained = packages.with_columns(task_id=ids, predecessor_id=ids.shift(1)).filter(
        pl.col("position") > 1
    )
    writer.write("planning.task_dependency", chained.select("task_id", "predecessor_id"))


def describe_interventions(
    world: World,
    company_id: int,
    *,
    calendar: Calendar,
    service: Service,
    hours: pl.DataFrame,
    customers: pl.DataFrame,
) -> pl.DataFrame:
    """The interventions as stored, but for references; `hours` are those of the ones done.

    `booked` is the day each was planned, some days before it takes place.
    """
    booked_on = (pl.col("day") - 4).clip(world.calendar.first, world.calendar.today)
    booked = calendar.booked.filter(pl.col("intervention_id").is_not_null()).select(
        "intervention_id", "minute", appointment_id="id"
    )
    rows = service.interventions.join(
        booked, left_on="id", right_on="intervention_id", how="left", maintain_order="left"
    )
    rows = rows.join(hours.select("id", "hours"), on="id", how="left", maintain_order="left")
    who = customers.select("agency_id", "site_id", customer_id="id")[rows["customer"]]
    day = pl.from_epoch("day", "d")
    over = pl.col("state").is_in(["done", "not_done"])
    start = instant(day, pl.col("minute"))
    end = instant(day, pl.col("minute") + pl.col("hours").fill_null(0) * 60 // 100)
    return pl.concat([rows, who], how="horizontal").select(
        "id",
        "agency_id",
        "customer_id",
        "site_id",
        "technician_id",
        "appointment_id",
        "state",
        booked=booked_on,
        company_id=pl.lit(company_id),
        service_ticket_id="ticket_id",
        contract_visit_id="visit_id",
        planned_on=pl.from_epoch("day", "d"),
        is_billable=pl.col("ticket_id").is_not_null() & ~pl.col("under_warranty"),
        started_at=pl.when(pl.col("state") == "done").then(start),
        finished_at=pl.when(over).then(end),
        not_done_reason=pl.when(pl.col("state") == "not_done").then("excuse"),
        created_at=instant(pl.from_epoch(booked_on, "d")),
    )
