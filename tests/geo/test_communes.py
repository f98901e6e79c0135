"""Places read from the shipped data."""

import polars as pl
import pytest

from geo.communes import communes, inhabited_places, postal_codes
from geo.distances import kilometers


def test_codes_keep_their_leading_zeros() -> None:
    assert "01001" in communes()["insee"]
    assert "06000" in postal_codes()["cp"]


def test_places_of_a_department_have_its_population() -> None:
    places = inhabited_places({"83"})
    assert places["department"].unique().to_list() == ["83"]
    assert places["population"].sum() == pytest.approx(1_119_307)
    assert places.filter(pl.col("city") == "Toulon")["postal_code"].to_list() == [
        "83000",
        "83100",
        "83200",
    ]


def test_marseille_comes_by_arrondissement_and_counts_once() -> None:
    places = inhabited_places({"13"})
    assert "13055" not in places["insee_code"]
    assert places["insee_code"].str.starts_with("132").sum() == 16
    assert places["population"].sum() == pytest.approx(2_087_658)


def test_distance_from_nice_to_toulon() -> None:
    points = pl.DataFrame({"a": [43.71236], "b": [7.23794], "c": [43.13654], "d": [5.9326]})
    km = points.select(kilometers(pl.col("a"), pl.col("b"), pl.col("c"), pl.col("d"))).item()
    assert km == pytest.approx(123.6, abs=0.5)
