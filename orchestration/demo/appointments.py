"""The calendars of a block: sales visits, days of installation, interventions; who goes and how far."""

import numpy as np
import polars as pl

from orchestration.demo.amounts import CENT
from orchestration.demo.days import instant
from orchestration.demo.deals import NEVER
from orchestration.demo.projects import Projects
from orchestration.demo.roster import Resources, Roster
from orchestration.demo.service import Service, starts_at
from orchestration.demo.site_work import Calendar, write_signs
from orchestration.demo.staff import Staff
from orchestration.demo.tables.activity import INSTALLATION_DAYS
from orchestration.demo.tables.aftersales import WORK_MINUTES
from orchestration.demo.world import World
from orchestration.demo.writer import Writer

SALES_SLOTS = (9 * 60, 10 * 60 + 45, 14 * 60, 15 * 60 + 45)
SALES_MINUTES = 75
INSTALL_START, INSTALL_MINUTES = 8 * 60, 8 * 60
INSTALL_HOURS = 700
"""Hours of a day of installation, in hundredths."""


def fill_calendars(
    world: World,
    writer: Writer,
    *,
    staff: Staff,
    resources: Resources,
    roster: Roster,
    deals: pl.DataFrame,
    projects: Projects,
    service: Service,
    customers: pl.DataFrame,
    block: int,
) -> Calendar:
    """Writes appointments, who is booked, signs, confirmations; returns what was booked."""
    rng = world.rng("appointments", block)
    booked = pl.concat(
        [
            sales_visits(world, rng, roster, deals, customers),
            installations(
                world,
                rng,
                staff=staff,
                roster=roster,
                deals=deals,
                projects=projects,
                customers=customers,
                block=block,
            ),
            service_calls(service),
        ],
        how="diagonal_relaxed",
    ).sort("day", "minute", "employee_id", "kind", maintain_order=True)
    booked = booked.with_columns(
        id=pl.Series(writer.new_ids("planning.appointment", booked.height))
    )
    write_appointments(
        world,
        writer,
        staff=staff,
        resources=resources,
        booked=booked,
        customers=customers,
        block=block,
    )
    write_signs(world, writer, rng=rng, resources=resources, booked=booked, customers=customers)
    return Calendar(booked)


def sales_visits(
    world: World,
    rng: np.random.Generator,
    roster: Roster,
    deals: pl.DataFrame,
    customers: pl.DataFrame,
) -> pl.DataFrame:
    """A visit for most deals, when the quote is drafted; a second one for the larger jobs."""
    asked = deals.filter(~pl.col("is_direct"))
    first = asked.filter(pl.Series(rng.random(asked.height) < 0.82)).select(
        "customer", wish="drafted"
    )
    second = asked.filter(
        pl.col("kind").is_in(["pool", "renovation", "heating"]),
        pl.Series(rng.random(asked.height) < 0.5),
    ).select("customer", wish=pl.col("sent").clip(upper_bound=pl.col("drafted") + 10) + 3)
    coming = world.count(26)
    soon = pl.DataFrame(
        {
            "customer": rng.integers(0, customers.height, coming),
            "wish": world.calendar.today + rng.integers(0, 18, coming),
        }
    )
    visits = pl.concat([first, second, soon], how="vertical_relaxed").sort(
        "wish", "customer", maintain_order=True
    )
    seller = customers["salesperson_id"].gather(visits["customer"])
    day, slot = roster.book(
        seller.to_numpy(),
        world.calendar.worked(visits["wish"].to_numpy()),
        per_day=len(SALES_SLOTS),
    )
    luck = rng.random(visits.height)
    past = day < world.calendar.today
    state = np.select(
        [past & (luck < 0.87), past & (luck < 0.94), past],
        ["held", "canceled", "no_show"],
        np.where(luck < 0.8, "firm", "tentative"),
    )
    return visits.select(
        "customer",
        kind=pl.lit("sales"),
        employee_id=seller,
        day=pl.Series(day),
        minute=pl.Series(np.array(SALES_SLOTS)[slot]),
        minutes=pl.lit(SALES_MINUTES),
        hours=pl.lit(125),
        state=pl.Series(state),
        title=pl.lit("Visite commerciale"),
        task_type=pl.lit("VISITE"),
    )


def installations(
    world: World,
    rng: np.random.Generator,
    *,
    staff: Staff,
    roster: Roster,
    deals: pl.DataFrame,
    projects: Projects,
    customers: pl.DataFrame,
    block: int,
) -> pl.DataFrame:
    """Days of work on the jobs won: planned on the days of the job, held if the day is past."""
    jobs = deals.with_row_index("deal").filter(
        pl.col("confirmed") < NEVER, pl.col("canceled") > world.calendar.today
    )
    jobs = jobs.join(
        projects.headers.select("deal", "title", project_id="id"),
        on="deal",
        how="inner",
        maintain_order="left",
    )
    low = np.array([INSTALLATION_DAYS[kind][0] for kind in jobs["kind"]], dtype=np.int64)
    high = np.array([INSTALLATION_DAYS[kind][1] for kind in jobs["kind"]], dtype=np.int64)
    count = rng.integers(low, high + 1) if jobs.height else low
    which = np.repeat(np.arange(jobs.height), count)
    rank = np.concatenate([np.arange(n) for n in count]) if jobs.height else count
    length = np.maximum((jobs["finished"] - jobs["started"]).to_numpy(), 1)
    wish = jobs["started"].to_numpy()[which] + (length[which] * rank) // count[which]
    soon = wish <= world.calendar.today + 45
    which, rank, wish = which[soon], rank[soon], wish[soon]
    team = staff.of(block, "installer")
    agency = customers["agency"].gather(jobs["customer"]).to_numpy()[which]
    fitter = np.empty(len(which), dtype=np.int64)
    for position in np.unique(agency):
        own = team.filter(pl.col("agency") == position)["id"].to_numpy()
        here = agency == position
        fitter[here] = own[(which[here] + rank[here] // 6) % len(own)]
    order = np.lexsort((rank, which, wish))
    which, rank, wish, fitter = which[order], rank[order], wish[order], fitter[order]
    day, _ = roster.book(fitter, world.calendar.worked(wish), per_day=1)
    job = jobs[which]
    past = day < world.calendar.today
    return job.select(
        "customer",
        "project_id",
        "title",
        kind=pl.lit("installation"),
        employee_id=pl.Series(fitter),
        day=pl.Series(day),
        minute=pl.lit(INSTALL_START),
        minutes=pl.lit(INSTALL_MINUTES),
        hours=pl.lit(INSTALL_HOURS),
        state=pl.Series(np.where(past, "held", "firm")),
        task_type=pl.when(pl.Series(rank) == 0)
        .then(pl.lit("TERRASSEMENT"))
        .otherwise(pl.lit("POSE")),
    )


def service_calls(service: Service) -> pl.DataFrame:
    """The appointments of the interventions."""
    state = {"done": "held", "not_done": "no_show", "confirmed": "firm", "planned": "tentative"}
    visit = pl.col("ticket_id").is_null()
    return service.interventions.select(
        "customer",
        "day",
        kind=pl.lit("service"),
        intervention_id="id",
        employee_id="technician_id",
        minute=starts_at(pl.col("slot")),
        minutes=pl.lit(WORK_MINUTES),
        hours=pl.lit(150),
        state=pl.col("state").replace_strict(state),
        title=pl.when(visit).then(pl.lit("Visite d’entretien")).otherwise(pl.lit("Dépannage")),
        task_type=pl.when(visit).then(pl.lit("ENTRETIEN")).otherwise(pl.lit("DEPANNAGE")),
    )


def write_appointments(
    world: World,
    writer: Writer,
    *,
    staff: Staff,
    resources: Resources,
    booked: pl.DataFrame,
    customers: pl.DataFrame,
    block: int,
) -> None:
    """Writes the appointments and their bookings; those canceled say why."""
    who = customers.select("agency_id", "site_id", "contact_id", customer_id="id")[
        booked["customer"]
    ]
    rows = pl.concat([booked, who], how="horizontal").with_columns(
        date=pl.from_epoch("day", "d"),
        made=pl.from_epoch(
            pl.min_horizontal(pl.col("day") - 6, pl.lit(world.calendar.today)), "d"
        ),
    )
    canceled = pl.col("state") == "canceled"
    office = pl.lit(staff.user("office", block))
    writer.write(
        "planning.appointment",
        rows.select(
            "id",
            "agency_id",
            "kind",
            "title",
            "customer_id",
            "site_id",
            "contact_id",
            "project_id",
            "state",
            task_type_id=pl.col("task_type").replace_strict(resources.task_types),
            starts_at=instant("date", pl.col("minute")),
            ends_at=instant("date", pl.col("minute") + pl.col("minutes")),
            planned_hours="hours",
            customer_told_at=instant("made", 17 * 60),
            customer_told_by_id=office,
            canceled_at=pl.when(canceled).then(instant("made", 18 * 60)),
            cancel_reason=pl.when(canceled).then(pl.lit("Reporté par le client")),
            by_id=office,
            created_at=instant("made", 16 * 60),
        ),
    )
    km = customers["km"].gather(booked["customer"])
    writer.write(
        "planning.appointment_resource",
        rows.select(
            appointment_id="id",
            resource_id=pl.col("employee_id").replace_strict(resources.resource_ids),
            starts_at=instant("date", pl.col("minute")),
            ends_at=instant("date", pl.col("minute") + pl.col("minutes")),
            is_exclusive=pl.col("state") == "firm",
            travel_kilometers=(2 * km * CENT).round().cast(pl.Int64),
            travel_minutes=(2 * km * 60 / 45).round().cast(pl.Int64),
            created_at=instant("made", 16 * 60),
        ),
    )
