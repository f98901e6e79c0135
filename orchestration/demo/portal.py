"""The customers' own space: who may enter, what they say, what they are shown and asked to sign."""

import numpy as np
import polars as pl

from operational.identity.operations import HASHER
from orchestration.demo.days import instant
from orchestration.demo.staff import Staff
from orchestration.demo.tables import papers as data
from orchestration.demo.tables.company import PASSWORD
from orchestration.demo.world import World
from orchestration.demo.writer import Writer, digests


def write_portal(
    world: World,
    writer: Writer,
    *,
    staff: Staff,
    customers: pl.DataFrame,
    quotes: pl.DataFrame,
    library: pl.DataFrame,
    block: int,
) -> None:
    """Writes accounts, conversations, shares and pending signatures."""
    rng = world.rng("portal", block)
    office = pl.lit(staff.user("office", block))
    known = customers.filter(
        pl.col("contact_id").is_not_null(),
        pl.col("email").is_not_null(),
        pl.Series(rng.random(customers.height) < 0.6),
    )
    invited = np.maximum(
        known["starts"].to_numpy() + rng.integers(5, 300, known.height), world.calendar.first
    )
    known = known.with_columns(invited=pl.Series(invited)).filter(
        pl.col("invited") < world.calendar.today
    )
    day = pl.from_epoch("invited", "d")
    salt = digests(world.seed, "portal", pl.Series([1]))[0][:16].encode()
    accounts = writer.write(
        "portal.portal_account",
        known.select(
            "contact_id",
            "email",
            password_hash=pl.lit(HASHER.hash(PASSWORD, salt=salt)),
            invited_at=instant(day),
            invited_by_id=office,
            activated_at=instant(day, 19 * 60),
            created_at=instant(day),
        ),
    )
    known = known.with_columns(account_id=accounts["id"])
    writer.write(
        "portal.portal_access",
        known.select(
            portal_account_id="account_id",
            customer_id="id",
            granted_by_id=office,
            created_at=instant(day),
        ),
    )
    talk(world, writer, rng, known, office)
    share(world, writer, library, known, office)
    ask(world, writer, quotes, known, office)


def talk(
    world: World, writer: Writer, rng: np.random.Generator, known: pl.DataFrame, office: pl.Expr
) -> None:
    """Writes a question of some, and its answer an hour later."""
    some = known.filter(pl.Series(rng.random(known.height) < 0.4))
    kind = rng.integers(0, len(data.PORTAL_TALKS), some.height)
    asked = np.minimum(
        some["invited"].to_numpy() + rng.integers(1, 200, some.height), world.calendar.today - 1
    )
    some = some.with_columns(
        asked=pl.Series(asked),
        subject=pl.Series([data.PORTAL_TALKS[k][0] for k in kind], dtype=pl.String),
        body=pl.Series([data.PORTAL_TALKS[k][1] for k in kind], dtype=pl.String),
    )
    day = pl.from_epoch("asked", "d")
    threads = writer.write(
        "portal.portal_thread",
        some.select("subject", customer_id="id", created_at=instant(day, 9 * 60)),
    )
    some = some.with_columns(thread=threads["id"])
    question = some.select(
        "body",
        portal_thread_id="thread",
        portal_account_id="account_id",
        sent_at=instant(day, 9 * 60),
        read_at=instant(day, 10 * 60),
        created_at=instant(day, 9 * 60),
    )
    answer = some.select(
        portal_thread_id="thread",
        by_id=office,
        sent_at=instant(day, 10 * 60),
        body=pl.lit(data.ANSWER),
        created_at=instant(day, 10 * 60),
    )
    writer.write("portal.portal_message", pl.concat([question, answer], how="diagonal_relaxed"))


def share(
    world: World, writer: Writer, library: pl.DataFrame, known: pl.DataFrame, office: pl.Expr
) -> None:
    """Shows every customer of the portal one of the manuals."""
    manuals = library.filter(pl.col("kind") == "manual")["version_id"]
    chosen = manuals.gather(known["id"] % len(manuals))
    day = pl.from_epoch("invited", "d")
    writer.write(
        "portal.document_share",
        known.select(
            document_version_id=chosen,
            customer_id="id",
            shared_at=instant(day, 11 * 60),
            shared_by_id=office,
            created_at=instant(day, 11 * 60),
        ),
    )
    del world


def ask(
    world: World, writer: Writer, quotes: pl.DataFrame, known: pl.DataFrame, office: pl.Expr
) -> None:
    """Asks those who are on the portal to sign the quotes they have got."""
    waiting = quotes.filter(pl.col("state") == "sent").join(
        known.select(customer_id="id"), on="customer_id", how="semi", maintain_order="left"
    )
    waiting = waiting.unique("root_id", keep="last", maintain_order=True)
    writer.write(
        "portal.signature_request",
        waiting.select(
            "customer_id",
            "contact_id",
            quote_id="id",
            document_sha256=digests(world.seed, "quote", waiting["id"]),
            requested_at=instant("sent_on", 12 * 60),
            requested_by_id=office,
            expires_at=instant(pl.col("valid_until"), 23 * 60),
            created_at=instant("sent_on", 12 * 60),
        ),
    )


def sign_quotes(
    world: World, writer: Writer, staff: Staff, quotes: pl.DataFrame, customers: pl.DataFrame
) -> None:
    """Writes the signature of most accepted quotes, on the salesperson's tablet."""
    users = dict(staff.employees.select("id", "user_id").rows())
    accepted = quotes.filter(pl.col("state") == "accepted", pl.col("id") % 5 > 0)
    names = customers.select("display", customer_id="id")
    accepted = accepted.join(names, on="customer_id", how="left", maintain_order="left")
    at = instant("accepted_on", 17 * 60)
    signatures = writer.write(
        "documents.signature",
        accepted.select(
            signer_name="display",
            signed_at=at,
            method=pl.lit("on_device"),
            signed_sha256=digests(world.seed, "quote", accepted["id"]),
            consent_wording=pl.lit("Bon pour accord."),
            witness_id=pl.col("salesperson_id").replace_strict(users),
            created_at=at,
        ),
    )
    writer.write(
        "sales.quote_signature",
        accepted.select(quote_id="id", signature_id=signatures["id"], signed_at=at, created_at=at),
    )
