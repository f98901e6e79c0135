"""French communes and postal codes, shipped with the product: no request leaves the machine."""

from collections.abc import Collection
from functools import cache
from pathlib import Path

import polars as pl

DATA = Path(__file__).parent / "data"


@cache
def communes() -> pl.DataFrame:
    """Every commune, former commune and arrondissement; columns in `data/README.md`."""
    return pl.read_parquet(DATA / "communes_fr.parquet")


@cache
def postal_codes() -> pl.DataFrame:
    """One point per postal code, and its zone of the map; codes are text."""
    codes = ("cp", "zone", "departement", "insee_principal")
    return pl.read_csv(
        DATA / "codes_postaux.csv", schema_overrides=dict.fromkeys(codes, pl.String)
    )


def inhabited_places(departments: Collection[str]) -> pl.DataFrame:
    """Where people of the departments live: one row per commune and postal code.

    Paris, Lyon and Marseille come by arrondissement. A population of several postal codes is shared
    evenly between them. Columns: insee_code, city, postal_code, department, region, population,
    latitude, longitude.
    """
    rows = communes().filter(
        pl.col("departement").is_in(list(departments)),
        pl.col("type").is_in(["commune", "arrondissement"]),
        pl.col("population") > 0,
    )
    divided = rows.filter(pl.col("type") == "arrondissement").select("parent")
    return (
        rows.join(divided, left_on="insee", right_on="parent", how="anti")
        .with_columns(postal_code=pl.col("codes_postaux").str.split("|"))
        .with_columns(population=pl.col("population") / pl.col("postal_code").list.len())
        .explode("postal_code")
        .select(
            "postal_code",
            "population",
            insee_code="insee",
            city="nom",
            department="departement",
            region="region",
            latitude="lat",
            longitude="lon",
        )
        .sort("insee_code", "postal_code")
    )
