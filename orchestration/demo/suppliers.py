"""The suppliers: companies in real communes all over France."""

import numpy as np
import polars as pl

from geo.communes import inhabited_places
from orchestration.demo.company import Company
from orchestration.demo.people import choose, phone_numbers, slug
from orchestration.demo.staff import write_reachable
from orchestration.demo.tables import firms, names
from orchestration.demo.world import World, pick
from orchestration.demo.writer import Writer

DEPARTMENTS = ("13", "69", "31", "44", "59", "33", "67", "38", "34", "26")


def write_suppliers(world: World, writer: Writer, company: Company) -> pl.DataFrame:
    """Writes the suppliers; returns id, party_id, lead_time_days, name and how late they tend to be."""
    rng = world.rng("suppliers")
    count = len(firms.SUPPLIER_NAMES)
    places = inhabited_places(DEPARTMENTS)
    place = places[pick(rng, count, places["population"].to_numpy())]
    siren = pl.Series(100_000_000 + rng.permutation(900_000)[:count] * 7).cast(pl.String)
    frame = pl.DataFrame({"name": firms.SUPPLIER_NAMES}).with_columns(
        siren=siren, siret=siren + "00015", phone=phone_numbers(rng, count, mobile=False)
    )
    party = writer.write(
        "crm.party", frame.select("name", "siren", "siret", kind=pl.lit("company"))
    )
    frame = frame.with_columns(
        party_id=party["id"],
        email=pl.format("commandes@{}.example", slug(pl.col("name"))),
        landline="phone",
    )
    write_reachable(writer, frame, ["email", "landline"])
    writer.write(
        "crm.address",
        pl.concat([frame.select("party_id"), located(rng, place)], how="horizontal"),
    )
    suppliers = writer.write(
        "crm.supplier",
        frame.select(
            "party_id",
            company_id=pl.lit(company.id),
            reference=pl.format("F{}", pl.int_range(1, count + 1).cast(pl.String).str.zfill(4)),
            subledger_account=pl.format(
                "F{}",
                slug(pl.col("name")).str.replace_all("-", "").str.to_uppercase().str.slice(0, 8),
            ),
            lead_time_days=pl.Series(rng.integers(3, 22, count)),
            minimum_order_net=pl.Series(rng.integers(0, 4, count) * 10_000),
        ),
    )
    return suppliers.select("id", "party_id", "lead_time_days").with_columns(
        name=frame["name"], lateness=pl.Series(rng.beta(2, 6, count))
    )


def located(rng: np.random.Generator, place: pl.DataFrame) -> pl.DataFrame:
    """Invented addresses in real places: the commune's point, moved by less than a kilometer."""
    count = place.height
    street = pl.format(
        "{} {}", pl.Series(rng.integers(1, 190, count)), choose(rng, names.STREETS, count)
    )
    moved = rng.normal(0, 3_500, (2, count)).clip(-9_000, 9_000).round()
    return place.select(
        "postal_code",
        "city",
        "insee_code",
        "department",
        line1=street,
        latitude=(pl.col("latitude") * 1_000_000 + pl.Series(moved[0])).round().cast(pl.Int64),
        longitude=(pl.col("longitude") * 1_000_000 + pl.Series(moved[1])).round().cast(pl.Int64),
        geocoding_precision=pl.lit("address"),
    )
