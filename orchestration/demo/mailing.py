"""Campaigns to those who agreed, what became of each message, and the customer portal."""

from datetime import date

import numpy as np
import polars as pl

from orchestration.demo.company import Company
from orchestration.demo.days import day_number, instant
from orchestration.demo.staff import Staff
from orchestration.demo.tables import papers as data
from orchestration.demo.world import World
from orchestration.demo.writer import Writer


def write_campaigns(world: World, writer: Writer, company: Company, staff: Staff) -> pl.DataFrame:
    """Writes templates, the audience and the campaigns; returns id, channel, day, link_id."""
    writer.write(
        "mailing.message_template",
        pl.DataFrame(
            data.TEMPLATES,
            schema=("code", "label", "channel", "purpose", "subject", "body"),
            orient="row",
        ),
    )
    audience = writer.write(
        "mailing.audience",
        pl.DataFrame(
            {
                "company_id": [company.id],
                "label": ["Clients et prospects consentants"],
                "kind": ["filter"],
                "query": ['{"consent": "marketing"}'],
            }
        ),
    )
    rows = [
        {
            "channel": channel,
            "title": f"{title} {year}",
            "subject": subject,
            "body": body,
            "coupon_code": f"{coupon}{year}",
            "day": date(year, month, 12),
        }
        for year in world.years
        for month, channel, title, subject, body, coupon in data.CAMPAIGNS
        if date(year, month, 12) < world.today
    ]
    schema = {
        "channel": pl.String,
        "title": pl.String,
        "subject": pl.String,
        "body": pl.String,
        "coupon_code": pl.String,
        "day": pl.Date,
    }
    campaigns = pl.DataFrame(rows, schema=schema)
    written = writer.write(
        "mailing.campaign",
        campaigns.select(
            "channel",
            "title",
            "subject",
            "body",
            "coupon_code",
            company_id=pl.lit(company.id),
            state=pl.lit("sent"),
            audience_id=pl.lit(audience["id"][0]),
            consent_basis=pl.lit("consent"),
            tracks_opening=pl.col("channel") == "email",
            by_id=pl.lit(staff.user("office")),
            tested_at=instant("day", 9 * 60),
            scheduled_at=instant("day", 10 * 60),
            sent_at=instant("day", 10 * 60 + 5),
            created_at=instant("day", 8 * 60),
        ),
    )
    links = writer.write(
        "mailing.campaign_link",
        written.select(
            campaign_id="id",
            position=pl.lit(1),
            label=pl.lit("Découvrir l’offre"),
            url=pl.lit("https://azur-demo.example.com/offre"),
        ),
    )
    days = [day_number(day) for day in campaigns["day"]]
    return pl.DataFrame(
        {"id": written["id"], "channel": campaigns["channel"], "day": days, "link_id": links["id"]}
    )


def send_campaigns(
    world: World,
    writer: Writer,
    *,
    company: Company,
    customers: pl.DataFrame,
    campaigns: pl.DataFrame,
    block: int,
) -> None:
    """Writes the messages to those who had agreed by then, and their events.

    Somebody who unsubscribed gets nothing more; opening is known only of those who agreed to it. The
    numbers kept for fiction repeat from a block to the next: each block writes to its own share.
    """
    rng = world.rng("messages", block)
    people = customers.select(
        "party_id",
        "email",
        "mobile",
        "since",
        wants_mail=pl.Series(rng.random(customers.height) < 0.3),
        wants_sms=pl.Series(rng.random(customers.height) < 0.15),
        tracked=pl.Series(rng.random(customers.height) < 0.6),
        gone=pl.Series(
            world.calendar.first
            + rng.exponential(365 / data.UNSUBSCRIBED_SHARE / 8, customers.height).astype(np.int64)
        ),
        broken=pl.Series(rng.random(customers.height) < data.BOUNCED_SHARE),
    )
    mail = pl.col("channel") == "email"
    number = pl.col("mobile").str.replace_all(" ", "").cast(pl.Int64)
    sent = (
        campaigns.rename({"id": "campaign_id"})
        .join(people, how="cross")
        .with_columns(address=pl.when(mail).then("email").otherwise("mobile"))
    )
    sent = sent.filter(
        pl.when(mail).then("wants_mail").otherwise("wants_sms"),
        pl.col("address").is_not_null(),
        mail | (number % world.blocks == block),
        pl.col("since") < pl.col("day"),
        pl.col("gone") > pl.col("day"),
    ).unique(["campaign_id", "address"], keep="first", maintain_order=True)
    sent = sent.with_columns(
        id=pl.Series(writer.new_ids("mailing.message", sent.height)),
        luck=pl.Series(rng.random(sent.height)),
        wait=pl.Series(rng.integers(10, 2_000, sent.height)),
    )
    bounced = mail & pl.col("broken")
    at = instant(pl.from_epoch("day", "d"), 10 * 60 + 5)
    tracked = mail & pl.col("tracked") & ~bounced
    writer.write(
        "mailing.message",
        sent.select(
            "id",
            "channel",
            "party_id",
            "address",
            "campaign_id",
            company_id=pl.lit(company.id),
            purpose=pl.lit("marketing"),
            state=pl.when(bounced).then(pl.lit("bounced")).otherwise(pl.lit("delivered")),
            tracking_consent=tracked,
            sms_parts=pl.when(~mail).then(1),
            sent_at=at,
            created_at=at,
        ),
    )
    after = instant(pl.from_epoch("day", "d"), 10 * 60 + 6)
    later = instant(pl.from_epoch("day", "d"), 10 * 60 + 6 + pl.col("wait"))
    came = pl.from_epoch("day", "d") + pl.duration(days=2) <= world.today
    read = tracked & (pl.col("luck") < data.OPENED_SHARE) & came
    clicked = tracked & (pl.col("luck") < data.CLICKED_SHARE) & came
    ended = sent.select(
        message_id="id",
        tracking_consent=tracked,
        kind=pl.when(bounced).then(pl.lit("bounced")).otherwise(pl.lit("delivered")),
        at=after,
    )
    opened = sent.filter(read).select(
        message_id="id", tracking_consent=pl.lit(value=True), kind=pl.lit("opened"), at=later
    )
    clicks = sent.filter(clicked).select(
        message_id="id",
        tracking_consent=pl.lit(value=True),
        kind=pl.lit("clicked"),
        at=later,
        campaign_link_id="link_id",
    )
    events = pl.concat([ended, opened, clicks], how="diagonal_relaxed")
    writer.write("mailing.message_event", events.with_columns(created_at="at"))
    write_goodbyes(world, writer, company, sent)


def write_goodbyes(world: World, writer: Writer, company: Company, sent: pl.DataFrame) -> None:
    """Writes who unsubscribed after a message, and the addresses that do not exist."""
    mails = sent.filter(pl.col("channel") == "email")
    last = mails.unique("party_id", keep="last", maintain_order=True)
    left = last.filter(pl.col("gone") <= world.calendar.today)
    at = instant(pl.from_epoch("gone", "d"), 20 * 60)
    writer.write(
        "mailing.unsubscription",
        left.select(
            "address",
            "party_id",
            company_id=pl.lit(company.id),
            channel=pl.lit("email"),
            asked_at=at,
            source=pl.lit("one_click"),
            message_id="id",
            created_at=at,
        ),
    )
    wrong = mails.filter(pl.col("broken")).unique("address", keep="last", maintain_order=True)
    found = instant(pl.from_epoch("day", "d"), 11 * 60)
    writer.write(
        "mailing.suppression",
        wrong.select(
            "address",
            company_id=pl.lit(company.id),
            channel=pl.lit("email"),
            reason=pl.lit("hard_bounce"),
            suppressed_at=found,
            message_id="id",
            created_at=found,
        ),
    )
