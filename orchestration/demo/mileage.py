"""What salespeople drive with their own cars, and what they are paid for it."""

import numpy as np
import polars as pl

from orchestration.demo.amounts import CENT, UNIT
from orchestration.demo.company import Company
from orchestration.demo.days import instant
from orchestration.demo.site_work import Calendar
from orchestration.demo.staff import Staff
from orchestration.demo.world import World
from orchestration.demo.writer import Writer

POWER = 5
SCALE = ((0, 5_000, 0.636, 0), (5_000, 20_000, 0.357, 1_395), (20_000, None, 0.427, 0))
"""For a car of 5 CV: above and up to so many kilometers a year, euros a kilometer and constant."""


def write_scale(world: World, writer: Writer) -> None:
    """Writes the tax scale."""
    writer.write(
        "planning.mileage_scale",
        pl.DataFrame(
            [
                {
                    "vehicle_kind": "car",
                    "power_from": POWER,
                    "power_to": POWER,
                    "over_kilometers": low * CENT,
                    "up_to_kilometers": None if high is None else high * CENT,
                    "rate": round(rate * UNIT),
                    "constant": constant * CENT,
                    "valid_from": world.start,
                }
                for low, high, rate, constant in SCALE
            ]
        ),
    )


def write_mileage(
    world: World,
    writer: Writer,
    *,
    company: Company,
    staff: Staff,
    calendar: Calendar,
    customers: pl.DataFrame,
    block: int,
) -> None:
    """Writes the trips of the sales visits held, and the allowance of each month that is over."""
    cars = own_cars(writer, staff, block)
    held = calendar.booked.filter(pl.col("kind") == "sales", pl.col("state") == "held")
    where = customers.select(
        "km", "city", "agency", to_latitude="latitude", to_longitude="longitude"
    )[held["customer"]]
    trips = pl.concat(
        [held.select("day", "employee_id", appointment_id="id"), where], how="horizontal"
    ).with_columns(
        kilometers=(2 * pl.col("km") * CENT).round().cast(pl.Int64),
        month=pl.from_epoch("day", "d").dt.month_start(),
        vehicle_id=pl.col("employee_id").replace_strict(cars),
    )
    paid = allowances(world, writer, staff, trips, block)
    trips = trips.join(paid, on=["employee_id", "month"], how="left", maintain_order="left")
    points = company.agencies.select(
        "city",
        latitude=(pl.col("latitude") * 1_000_000).round().cast(pl.Int64),
        longitude=(pl.col("longitude") * 1_000_000).round().cast(pl.Int64),
    )
    home = points[trips["agency"]]
    writer.write(
        "planning.mileage_trip",
        trips.select(
            "employee_id",
            "vehicle_id",
            "kilometers",
            "to_latitude",
            "to_longitude",
            "appointment_id",
            day=pl.from_epoch("day", "d"),
            from_label=home["city"],
            from_latitude=home["latitude"],
            from_longitude=home["longitude"],
            to_label="city",
            computed_kilometers="kilometers",
            purpose=pl.lit("Visite commerciale"),
            mileage_allowance_id="allowance_id",
            created_at=instant(pl.from_epoch("day", "d"), 18 * 60),
        ),
    )


def own_cars(writer: Writer, staff: Staff, block: int) -> dict[int, int]:
    """Writes the salespeople's cars; returns their ids by employee."""
    sellers = staff.of(block, "salesperson")
    written = writer.write(
        "planning.vehicle",
        sellers.select(
            "agency_id",
            registration=pl.format("EX-{}-MP", pl.col("n").cast(pl.String).str.zfill(3)),
            name=pl.format("Voiture de {}", "name"),
            fiscal_power=pl.lit(POWER),
            owner_employee_id="id",
        ),
    )
    return dict(zip(sellers["id"], written["id"], strict=True))


def allowances(
    world: World, writer: Writer, staff: Staff, trips: pl.DataFrame, block: int
) -> pl.DataFrame:
    """Writes the allowances; returns their id by employee and month.

    The scale applies to the year: a month is worth what the year is worth so far, less the months before.
    """
    by = ["employee_id", "month"]
    months = (
        trips.group_by(*by, "vehicle_id", maintain_order=True)
        .agg(pl.col("kilometers").sum())
        .sort(by)
    )
    months = months.filter(pl.col("month").dt.month_end() < world.today)
    year = pl.col("month").dt.year()
    months = months.with_columns(
        year_kilometers=pl.col("kilometers").cum_sum().over("employee_id", year)
    )
    after = worth(months["year_kilometers"].to_numpy())
    before = worth((months["year_kilometers"] - months["kilometers"]).to_numpy())
    settled = pl.col("month").dt.month_end()
    months = months.with_columns(
        id=pl.Series(writer.new_ids("planning.mileage_allowance", months.height)),
        amount=pl.Series(after - before),
    )
    writer.write(
        "planning.mileage_allowance",
        months.with_columns(
            settled_at=instant(settled, 18 * 60),
            settled_by_id=pl.lit(staff.user("manager", block)),
            created_at=instant(settled, 17 * 60),
        ),
    )
    return months.select(*by, allowance_id="id")


def worth(kilometers: np.ndarray) -> np.ndarray:
    """What the kilometers of a year (in hundredths) are worth, in cents."""
    limits = np.array([low * CENT for low, *_ in SCALE[1:]])
    band = np.searchsorted(limits, kilometers, side="left")
    rate = np.array([round(rate * UNIT) for _, _, rate, _ in SCALE])
    constant = np.array([constant * CENT for *_, constant in SCALE])
    return (2 * kilometers * rate[band] + UNIT) // (2 * UNIT) + np.where(
        kilometers > 0, constant[band], 0
    )
