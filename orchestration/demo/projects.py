"""The projects of a block: one for each job that takes a team, from the first quote on."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from orchestration.demo.company import Company
from orchestration.demo.days import instant
from orchestration.demo.deals import NEVER, VALIDITY_DAYS
from orchestration.demo.quotes import never
from orchestration.demo.tables.activity import DEALS, WORK_PACKAGES
from orchestration.demo.world import World
from orchestration.demo.writer import Writer

PROJECT_KINDS = ("pool", "renovation", "heating", "cooling", "spa")
CLOSED_AFTER_DAYS = 60


@dataclass(frozen=True)
class Projects:
    """The projects of a block."""

    headers: pl.DataFrame
    """Complete but for references, by day of opening; with `deal`."""
    packages: pl.DataFrame
    """The work packages of those won: id, deal, project_id, position, title, hours, days."""


def draw_projects(
    world: World,
    writer: Writer,
    *,
    company: Company,
    deals: pl.DataFrame,
    customers: pl.DataFrame,
    block: int,
) -> Projects:
    """Writes the work packages; returns the headers, with the state of today."""
    jobs = deals.with_row_index("deal").filter(pl.col("kind").is_in(PROJECT_KINDS))
    jobs = jobs.with_columns(project_id=pl.Series(writer.new_ids("projects.project", jobs.height)))
    who = customers.select("agency_id", "site_id", "salesperson_id", customer_id="id")[
        jobs["customer"]
    ]
    jobs = pl.concat([jobs, who], how="horizontal")
    titles = {kind: deal.title for kind, deal in DEALS.items()}
    done = pl.col("state").is_in(["finished", "closed"])
    works = pl.col("state").is_in(["in_progress", "finished", "closed"])
    headers = jobs.with_columns(state=state_of(world.calendar.today)).select(
        "deal",
        "customer_id",
        "agency_id",
        "site_id",
        "salesperson_id",
        "state",
        id="project_id",
        company_id=pl.lit(company.id),
        account_owner_id="salesperson_id",
        title=pl.col("kind").replace_strict(titles),
        planned_start_on=never("starts"),
        planned_end_on=never("ends"),
        started_on=pl.when(works).then(pl.from_epoch("started", "d")),
        finished_on=pl.when(done).then(pl.from_epoch("finished", "d")),
        opened="drafted",
        created_at=instant(pl.from_epoch("drafted", "d")),
    )
    return Projects(headers, write_packages(world, writer, jobs, block))


def state_of(today: int) -> pl.Expr:
    """Where a job is today."""
    lost = (pl.col("outcome") != "won") & (pl.col("decided") <= today)
    expired = (pl.col("outcome") == "expired") & (pl.col("last_sent") + VALIDITY_DAYS > today)
    return (
        pl.when((lost & ~expired) | (pl.col("canceled") <= today))
        .then(pl.lit("abandoned"))
        .when(pl.col("confirmed") == NEVER)
        .then(pl.lit("lead"))
        .when(pl.col("started") > today)
        .then(pl.lit("signed"))
        .when(pl.col("finished") > today)
        .then(pl.lit("in_progress"))
        .when(pl.col("finished") + CLOSED_AFTER_DAYS > today)
        .then(pl.lit("finished"))
        .otherwise(pl.lit("closed"))
    )


def write_packages(world: World, writer: Writer, jobs: pl.DataFrame, block: int) -> pl.DataFrame:
    """Writes the work packages of the jobs won: each has its share of the days of work."""
    rng = world.rng("packages", block)
    won = jobs.filter(pl.col("confirmed") < NEVER, pl.col("canceled") > world.calendar.today)
    rows = pl.concat([packages_of(won, kind, titles) for kind, titles in WORK_PACKAGES.items()])
    rows = rows.sort("deal", "position", maintain_order=True)
    length = pl.col("ends") - pl.col("starts")
    slip = pl.col("finished") - pl.col("ends")
    rows = rows.with_columns(
        id=pl.Series(writer.new_ids("projects.work_package", rows.height)),
        hours=pl.Series(rng.integers(4, 40, rows.height)),
        cost=pl.Series(rng.integers(400, 6_000, rows.height) * 100),
        begins=pl.col("starts") + length * (pl.col("position") - 1) // pl.col("count"),
        stops=pl.col("starts") + length * pl.col("position") // pl.col("count"),
    ).with_columns(done=pl.col("stops") + slip)
    writer.write(
        "projects.work_package",
        rows.select(
            "id",
            "project_id",
            "position",
            "title",
            planned_hours=pl.col("hours") * 100,
            budget_cost="cost",
            planned_start_on=pl.from_epoch("begins", "d"),
            planned_end_on=pl.from_epoch("stops", "d"),
            finished_on=pl.when(pl.col("done") <= world.calendar.today).then(
                pl.from_epoch("done", "d")
            ),
        ),
    )
    return rows


def packages_of(won: pl.DataFrame, kind: str, titles: tuple[str, ...]) -> pl.DataFrame:
    """The packages of the jobs of a kind."""
    packages = pl.DataFrame(
        {"title": titles, "position": np.arange(1, len(titles) + 1), "count": len(titles)}
    )
    columns = ("deal", "project_id", "starts", "ends", "started", "finished")
    return won.filter(pl.col("kind") == kind).select(columns).join(packages, how="cross")


def write_handovers(
    world: World, writer: Writer, projects: Projects, staff_ids: np.ndarray, block: int
) -> None:
    """Writes the handovers of finished jobs, with a snag now and then."""
    rng = world.rng("handovers", block)
    done = projects.headers.filter(pl.col("state").is_in(["finished", "closed"]))
    day = done.select(pl.col("finished_on").cast(pl.Int32)).to_series().to_numpy() + rng.integers(
        0, 6, done.height
    )
    done = done.with_columns(on=pl.Series(day)).filter(pl.col("on") <= world.calendar.today)
    handovers = writer.write(
        "projects.handover",
        done.select(
            project_id="id",
            handed_over_on=pl.from_epoch("on", "d"),
            created_at=instant(pl.from_epoch("on", "d")),
        ),
    )
    noted = pl.concat([handovers, done.select("on")], how="horizontal").filter(
        pl.Series(rng.random(done.height) < 0.2)
    )
    fixed = noted["on"].to_numpy() + rng.integers(5, 45, noted.height)
    is_fixed = pl.Series(fixed <= world.calendar.today)
    words = pl.Series(SNAGS).gather(rng.integers(0, len(SNAGS), noted.height))
    mender = pl.Series(staff_ids[rng.integers(0, len(staff_ids), noted.height)])
    writer.write(
        "projects.snag",
        noted.select(
            handover_id="id",
            description=words,
            fixed_on=pl.when(is_fixed).then(pl.from_epoch(pl.Series(fixed), "d")),
            fixed_by_id=pl.when(is_fixed).then(mender),
        ),
    )


SNAGS = (
    "Joint de margelle à reprendre",
    "Réglage du volet",
    "Peinture du coffret à retoucher",
    "Évacuation des gravats restants",
    "Notice de la pompe à remettre",
)
