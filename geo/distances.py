"""Distances between points."""

import polars as pl

EARTH_RADIUS_KM = 6371.0088


def kilometers(
    latitude: pl.Expr, longitude: pl.Expr, to_latitude: pl.Expr, to_longitude: pl.Expr
) -> pl.Expr:
    """Great-circle distance between two points given in degrees, in kilometers."""
    half_latitude = (to_latitude - latitude).radians() / 2
    half_longitude = (to_longitude - longitude).radians() / 2
    chord = (
        half_latitude.sin() ** 2
        + latitude.radians().cos() * to_latitude.radians().cos() * half_longitude.sin() ** 2
    )
    return 2 * EARTH_RADIUS_KM * chord.sqrt().arcsin()
