"""Customers and prospects of a block: who they are, where they live, how they can be reached."""

import numpy as np
import polars as pl

from geo.distances import kilometers
from orchestration.demo.company import Company
from orchestration.demo.days import dates, day_number, instant
from orchestration.demo.people import addresses, choose, draw_people, phone_numbers
from orchestration.demo.staff import Staff, write_reachable
from orchestration.demo.suppliers import located
from orchestration.demo.tables import firms, names
from orchestration.demo.tables.activity import SEASONS
from orchestration.demo.tables.company import DEPARTMENTS, LEAD_SOURCES
from orchestration.demo.tables.goods import STATUSES
from orchestration.demo.world import World, pick
from orchestration.demo.writer import Writer

PROFESSIONAL_SHARE = 0.09
COLLECTIVITY_SHARE = 0.08
KNOWN_BEFORE_SHARE = 0.55
BLOCK_NUMBERS = 10_000
"""Numbers of mail addresses that each block has to itself."""
"""Of the customers and prospects, those whom the company knew before the history starts."""
BUYER_SHARE, CONVERTED_SHARE = 0.9, 0.62
"""Who ever buys, of those known before and of newcomers: the others stay prospects."""
YEARLY_LOSS = 0.04
"""How many of the customers leave in a year."""
TERMS = {
    "private": ("COMPTANT",) * 6 + ("30J",) * 3 + ("3X",),
    "professional": ("30FM",) * 6 + ("45FM",) * 3 + ("30J",),
    "trade": ("30FM",) * 6 + ("45FM",) * 4,
    "collectivity": ("30J",) * 10,
}
"""Ten payment terms, among which each customer of a status gets one."""
PAYERS = {"prompt": 0.5, "usual": 0.35, "slow": 0.125, "bad": 0.025}


def draw_customers(
    world: World,
    writer: Writer,
    *,
    company: Company,
    staff: Staff,
    places: pl.DataFrame,
    block: int,
) -> pl.DataFrame:
    """Writes parties, addresses, sites, contacts and consents; returns what sales need to know.

    The customer role itself is written once it is known who bought (`write_customers`).
    """
    rng = world.rng("customers", block)
    count = world.customers_per_block
    weights = places["population"] * places["department"].replace_strict(DEPARTMENTS)
    place = places[pick(rng, count, weights.to_numpy())]
    where = located(rng, place)
    who = identities(rng, place, block=block)
    frame = pl.concat([who, where, history(world, rng, count)], how="horizontal").with_columns(
        id=pl.Series(writer.new_ids("crm.customer", count)),
        has_pool=pl.Series(rng.random(count) < 0.72),
        has_heating=pl.Series(rng.random(count) < 0.58),
        over_two_years=pl.Series(rng.random(count) < 0.78),
        weight=pl.Series(rng.lognormal(0, 0.45, count))
        * (1 + 2.5 * pl.col("is_company"))
        * pl.col("buys"),
        payer=pl.Series(list(PAYERS)).gather(pick(rng, count, list(PAYERS.values()))),
        lead_source=pl.Series(list(LEAD_SOURCES)).gather(
            pick(rng, count, [share for _, share in LEAD_SOURCES.values()])
        ),
    )
    frame = write_parties(
        writer, assign(world, rng, company=company, staff=staff, frame=frame, block=block)
    )
    write_consents(world, writer, rng, frame)
    return frame


def identities(rng: np.random.Generator, place: pl.DataFrame, *, block: int) -> pl.DataFrame:
    """Names, mail addresses, phones and commercial status; companies have a contact's first name.

    No two customers of any blocks share a mail address; mobiles are few (see `names`) and repeat.
    """
    count = place.height
    is_company = rng.random(count) < PROFESSIONAL_SHARE
    kind = rng.integers(0, len(firms.PROFESSIONALS), count)
    rank = rng.random(count)
    firm = [
        f"{firms.PROFESSIONALS[k][0]} {firms.PROFESSIONALS[k][1][int(r * len(firms.PROFESSIONALS[k][1]))]}"
        for k, r in zip(kind, rank, strict=True)
    ]
    town_hall = pl.Series(rng.random(count) < COLLECTIVITY_SHARE)
    siren = pl.Series(rng.integers(300_000_000, 900_000_000, count)).cast(pl.String)
    frame = (
        draw_people(rng, count)
        .with_row_index("n", offset=1 + block * BLOCK_NUMBERS)
        .with_columns(
            is_company=pl.Series(is_company),
            firm=pl.when(town_hall)
            .then(pl.format("Mairie de {}", place["city"]))
            .otherwise(pl.Series(firm)),
            siren=siren,
            domain=choose(rng, names.EMAIL_DOMAINS, count),
            mobile=phone_numbers(rng, count, mobile=True),
            landline=phone_numbers(rng, count, mobile=False),
            reach=pl.Series(rng.random(count)),
        )
    )
    first_word = pl.col("firm").str.split(" ").list.first()
    return frame.with_columns(
        status=pl.when(~pl.col("is_company"))
        .then(pl.lit("private"))
        .otherwise(first_word.replace_strict(firms.LEGAL_KINDS, default="professional")),
        firm=pl.when("is_company").then("firm"),
        siren=pl.when("is_company").then("siren"),
        email=pl.when(pl.col("reach") < 0.93).then(addresses("n", pl.col("domain"))),
        mobile=pl.when(pl.col("reach") > 0.12).then("mobile"),
        landline=pl.when(pl.col("is_company") | (pl.col("reach") < 0.4)).then("landline"),
    ).drop("n", "domain", "reach")


def history(world: World, rng: np.random.Generator, count: int) -> pl.DataFrame:
    """When each came, and until when they may buy (long after today for those who stay)."""
    calendar = world.calendar
    every_day = np.full(count, calendar.first), np.full(count, calendar.today)
    arrivals = calendar.busyness(SEASONS["prospects"], growth=0.12)
    new = calendar.draw(rng, arrivals, *every_day)
    old = calendar.first - rng.integers(30, 8 * 365, count)
    is_old = rng.random(count) < KNOWN_BEFORE_SHARE
    since = np.where(is_old, old, new)
    stay = rng.exponential(365.25 / YEARLY_LOSS, count).astype(np.int64)
    return pl.DataFrame(
        {
            "since": since,
            "until": np.maximum(since + 60, np.maximum(since, calendar.first) + stay),
            "is_old": is_old,
            "buys": rng.random(count) < np.where(is_old, BUYER_SHARE, CONVERTED_SHARE),
        }
    )


def assign(
    world: World,
    rng: np.random.Generator,
    *,
    company: Company,
    staff: Staff,
    frame: pl.DataFrame,
    block: int,
) -> pl.DataFrame:
    """Gives each customer the nearest agency, one of its salespeople, and the way to go there."""
    away = [
        frame.select(
            kilometers(
                pl.col("latitude") / 1_000_000,
                pl.col("longitude") / 1_000_000,
                pl.lit(latitude),
                pl.lit(longitude),
            )
        )
        .to_series()
        .to_numpy()
        for latitude, longitude in company.agencies.select("latitude", "longitude").rows()
    ]
    agency = np.argmin(away, axis=0)
    salespeople = staff.of(block, "salesperson")
    seller = np.zeros(frame.height, dtype=np.int64)
    for position in range(len(away)):
        own = salespeople.filter(pl.col("agency") == position)["id"].to_numpy()
        seller = np.where(agency == position, own[rng.integers(0, len(own), frame.height)], seller)
    terms = {status: list(choices) for status, choices in TERMS.items()}
    drawn = [
        terms[status][i]
        for status, i in zip(frame["status"], rng.integers(0, 10, frame.height), strict=True)
    ]
    return frame.with_columns(
        terms=pl.Series(drawn),
        agency=pl.Series(agency),
        agency_id=company.agencies["id"].gather(pl.Series(agency)),
        salesperson_id=pl.Series(seller),
        # By road: a third longer than as the crow flies.
        km=pl.Series(np.min(away, axis=0) * 1.33 + 1.0),
        status_position=pl.col("status").replace_strict(
            {code: position for position, code in enumerate(STATUSES)}
        ),
        starts=pl.col("since").clip(lower_bound=day_number(world.start)),
    )


def write_parties(writer: Writer, frame: pl.DataFrame) -> pl.DataFrame:
    """Writes a party with its address and its site, and a contact for companies."""
    company = pl.col("is_company")
    created = dates(frame["since"].to_numpy())
    party = writer.write(
        "crm.party",
        frame.select(
            "siren",
            kind=pl.when(company).then(pl.lit("company")).otherwise(pl.lit("person")),
            name=pl.when(company).then("firm").otherwise("last_name"),
            first_name=pl.when(~company).then("first_name"),
            title=pl.when(~company).then("title"),
            siret=pl.col("siren") + "00017",
            created_at=instant(pl.lit(created)),
        ),
    )
    frame = frame.with_columns(
        party_id=party["id"],
        display=pl.when(company)
        .then("firm")
        .otherwise(pl.format("{} {} {}", "title", "first_name", "last_name")),
    )
    place = frame.select(
        "party_id",
        "line1",
        "postal_code",
        "city",
        "insee_code",
        "department",
        "latitude",
        "longitude",
        "geocoding_precision",
    )
    writer.write("crm.address", place)
    site = writer.write(
        "crm.site",
        place.with_columns(
            name=pl.format("{} – {}", frame["display"], "city"),
            dwelling_over_two_years=frame.select(pl.col("over_two_years") & ~company).to_series(),
        ),
    )
    write_reachable(writer, frame, ["email", "mobile", "landline"])
    contacts = write_contacts(writer, frame)
    return frame.with_columns(site_id=site["id"]).join(
        contacts, on="party_id", how="left", maintain_order="left"
    )


def write_contacts(writer: Writer, frame: pl.DataFrame) -> pl.DataFrame:
    """Writes the person met at each company, and the private customers who use the portal."""
    met = frame.filter(pl.col("is_company") | (pl.col("party_id") % 12 == 0))
    contact = writer.write("crm.contact", met.select("title", "first_name", "last_name"))
    functions = pl.when("is_company").then(pl.lit("Responsable technique"))
    pairs = met.select("party_id", contact_id=contact["id"])
    writer.write(
        "crm.party_contact",
        pl.concat(
            [pairs, met.select(function=functions, is_main=pl.lit(value=True))], how="horizontal"
        ),
    )
    return pairs


def write_consents(
    world: World, writer: Writer, rng: np.random.Generator, frame: pl.DataFrame
) -> None:
    """Writes what people agreed to; a few take it back later."""
    wanted = [
        ("email", "marketing", 0.62),
        ("email", "tracking", 0.38),
        ("sms", "marketing", 0.34),
    ]
    given = [
        frame.filter(pl.Series(rng.random(frame.height) < share)).select(
            "party_id",
            channel=pl.lit(channel),
            purpose=pl.lit(purpose),
            granted=pl.lit(value=True),
            on=pl.from_epoch("since", "d"),
            source=pl.lit("Fiche client"),
        )
        for channel, purpose, share in wanted
    ]
    taken_back = (
        given[0]
        .filter(pl.Series(rng.random(given[0].height) < 0.06))
        .with_columns(
            granted=pl.lit(value=False),
            on=(pl.col("on") + pl.duration(days=400)).clip(upper_bound=world.today),
            source=pl.lit("Lien de désinscription"),
        )
    )
    rows = pl.concat([*given, taken_back.cast(given[0].schema)])
    writer.write(
        "crm.consent",
        rows.with_columns(given_at=instant("on"), created_at=instant("on")).drop("on"),
    )


def write_customers(
    writer: Writer,
    company: Company,
    customers: pl.DataFrame,
    first_sale: pl.DataFrame,
) -> pl.DataFrame:
    """Writes the customer role: who bought in the history, or long before, is a customer.

    Takes `first_sale` by `customer` (position): its `day`. Returns the customers with `stage`.
    """
    frame = customers.with_row_index("customer").cast({"customer": pl.Int64})
    frame = frame.join(first_sale, on="customer", how="left", maintain_order="left")
    since = pl.from_epoch("since", "d")
    bought_before = pl.col("is_old") & pl.col("buys")
    customer_since = (
        pl.when(bought_before)
        .then(since + pl.duration(days=20))
        .otherwise(pl.from_epoch("day", "d"))
    )
    frame = frame.with_columns(
        customer_since=customer_since.cast(pl.Date),
        stage=pl.when(customer_since.is_null())
        .then(pl.lit("prospect"))
        .otherwise(pl.lit("customer")),
    )
    writer.write(
        "crm.customer",
        frame.select(
            "id",
            "party_id",
            "agency_id",
            "stage",
            "customer_since",
            "salesperson_id",
            company_id=pl.lit(company.id),
            reference=pl.format("C{}", pl.col("id").cast(pl.String).str.zfill(6)),
            subledger_account=pl.format("C{}", pl.col("id").cast(pl.String).str.zfill(6)),
            prospect_since=since,
            customer_status_id=pl.col("status").replace_strict(company.statuses),
            lead_source_id=pl.col("lead_source").replace_strict(company.lead_sources),
            account_owner_id="salesperson_id",
            credit_limit=pl.when("is_company").then(pl.lit(1_500_000)),
            created_at=instant(since),
        ),
    )
    return frame
