"""What is said and agreed with customers: follow-ups, interactions, tags, satisfaction surveys."""

import numpy as np
import polars as pl

from orchestration.demo.days import instant
from orchestration.demo.projects import Projects
from orchestration.demo.staff import Staff
from orchestration.demo.tables import aftersales, papers
from orchestration.demo.world import World, pick
from orchestration.demo.writer import Writer


def write_relations(
    world: World,
    writer: Writer,
    *,
    staff: Staff,
    customers: pl.DataFrame,
    quotes: pl.DataFrame,
    tags: list[int],
    block: int,
) -> None:
    """Writes follow-ups on quotes, interactions and tags."""
    rng = world.rng("relations", block)
    write_follow_ups(world, writer, staff, quotes)
    write_interactions(world, writer, rng=rng, staff=staff, customers=customers, block=block)
    tagged = customers.filter(pl.Series(rng.random(customers.height) < 0.12))
    chosen = pl.Series(np.array(tags)[rng.integers(0, len(tags), tagged.height)])
    writer.write("crm.party_tag", tagged.select("party_id", tag_id=chosen))


def write_tags(writer: Writer) -> list[int]:
    """Writes the labels that parties may have."""
    return writer.write("crm.tag", pl.DataFrame({"name": papers.TAGS}))["id"].to_list()


def write_follow_ups(world: World, writer: Writer, staff: Staff, quotes: pl.DataFrame) -> None:
    """Calls back ten days after a quote left; done, but for the latest."""
    sent = quotes.filter(pl.col("sent_on").is_not_null(), pl.col("state") != "superseded")
    users = dict(staff.employees.select("id", "user_id").rows())
    due = pl.col("sent_on") + pl.duration(days=10)
    done = due < world.today
    writer.write(
        "crm.follow_up",
        sent.select(
            "customer_id",
            assigned_to_id="salesperson_id",
            subject=pl.format("Relancer : {}", "title"),
            due_on=due,
            state=pl.when(done).then(pl.lit("done")).otherwise(pl.lit("to_do")),
            done_at=pl.when(done).then(instant(due, 11 * 60)),
            done_by_id=pl.when(done).then(pl.col("salesperson_id").replace_strict(users)),
            outcome=pl.when(done).then(pl.lit("Client joint")),
            created_at=instant("sent_on"),
        ),
    )


def write_interactions(
    world: World,
    writer: Writer,
    *,
    rng: np.random.Generator,
    staff: Staff,
    customers: pl.DataFrame,
    block: int,
) -> None:
    """Writes some calls, mails and visits of the last year."""
    count = customers.height // 2
    who = customers[rng.integers(0, customers.height, count)]
    day = world.calendar.worked(world.calendar.today - rng.integers(8, 365, count))
    kind = pick(rng, count, (0.3, 0.3, 0.25, 0.15))
    at = instant(pl.from_epoch("day", "d"), pl.col("minute"))
    frame = who.select("party_id").with_columns(
        day=pl.Series(np.maximum(day, world.calendar.first)),
        minute=pl.Series(rng.integers(8 * 60, 18 * 60, count)),
        channel=pl.Series([papers.INTERACTIONS[k][0] for k in kind], dtype=pl.String),
        subject=pl.Series([papers.INTERACTIONS[k][1] for k in kind], dtype=pl.String),
    )
    writer.write(
        "crm.interaction",
        frame.select(
            "party_id",
            "channel",
            "subject",
            happened_at=at,
            by_id=pl.lit(staff.user("office", block)),
            created_at=at,
        ),
    )


def survey(
    world: World,
    writer: Writer,
    *,
    done: pl.DataFrame,
    projects: Projects,
    customers: pl.DataFrame,
    block: int,
) -> None:
    """Asks what customers thought of interventions and projects; about half answer."""
    rng = world.rng("surveys", block)
    visits = done.select(
        "day", intervention_id="id", customer_id=customers["id"].gather(done["customer"])
    )
    finished = projects.headers.filter(pl.col("finished_on").is_not_null()).select(
        "customer_id", project_id="id", day=pl.col("finished_on").cast(pl.Int32).cast(pl.Int64)
    )
    asked = pl.concat([visits, finished], how="diagonal_relaxed")
    asked = asked.filter(pl.Series(rng.random(asked.height) < aftersales.SURVEYED_SHARE))
    asked = asked.with_columns(
        sent=pl.col("day") + 2,
        answered=pl.col("day") + 2 + pl.Series(rng.integers(0, 12, asked.height)),
        answers=pl.Series(rng.random(asked.height) < aftersales.ANSWERED_SHARE),
        score=pl.Series(pick(rng, asked.height, aftersales.SCORES)),
        comment=pl.Series(aftersales.COMMENTS).gather(
            rng.integers(0, len(aftersales.COMMENTS), asked.height)
        ),
        talks=pl.Series(rng.random(asked.height) < 0.3),
    ).filter(pl.col("sent") <= world.calendar.today)
    said = pl.col("answers") & (pl.col("answered") <= world.calendar.today)
    writer.write(
        "service.satisfaction_survey",
        asked.select(
            "customer_id",
            "intervention_id",
            "project_id",
            sent_on=pl.from_epoch("sent", "d"),
            answered_on=pl.when(said).then(pl.from_epoch("answered", "d")),
            score=pl.when(said).then("score"),
            comment=pl.when(said & pl.col("talks")).then("comment"),
            created_at=instant(pl.from_epoch("sent", "d")),
        ),
    )
