"""Where goods are kept: a depot by agency, two shops, the van of each technician."""

from dataclasses import dataclass

import polars as pl

from orchestration.demo.company import Company
from orchestration.demo.staff import Staff
from orchestration.demo.writer import Writer


@dataclass(frozen=True)
class Depots:
    """Keys of the warehouses."""

    depot: dict[int, int]
    """By position of the agency."""
    shop: dict[int, int]
    van: dict[int, int]
    """By employee."""


def open_depots(writer: Writer, company: Company, staff: Staff) -> Depots:
    """Writes the warehouses, their shelves and the technicians' vans."""
    agencies = company.agencies["id"].to_list()
    codes = company.agencies["code"].to_list()
    technicians = staff.employees.filter(pl.col("job") == "technician")
    shops = sorted(set(staff.of(0, "cashier")["agency"]))
    depots = writer.write(
        "stock.warehouse",
        pl.DataFrame(
            {
                "agency_id": agencies,
                "code": [f"DEP-{code}" for code in codes],
                "name": [f"Dépôt {code}" for code in codes],
                "kind": "depot",
            }
        ),
    )
    shelves = writer.write(
        "stock.warehouse",
        pl.DataFrame(
            {
                "agency_id": [agencies[shop] for shop in shops],
                "code": [f"MAG-{codes[shop]}" for shop in shops],
                "name": [f"Magasin {codes[shop]}" for shop in shops],
                "kind": "shop",
            }
        ),
    )
    vans = writer.write(
        "stock.warehouse",
        technicians.select(
            "agency_id",
            code=pl.format("VAN-{}", "code"),
            name=pl.format("Fourgon de {}", "name"),
            kind=pl.lit("vehicle"),
            employee_id="id",
        ),
    )
    write_vehicles(writer, technicians, vans)
    write_locations(writer, depots)
    return Depots(
        dict(enumerate(depots["id"])),
        dict(zip(shops, shelves["id"], strict=True)),
        dict(zip(technicians["id"], vans["id"], strict=True)),
    )


def write_vehicles(writer: Writer, technicians: pl.DataFrame, vans: pl.DataFrame) -> None:
    """Writes the vans as vehicles that carry a stock."""
    writer.write(
        "planning.vehicle",
        technicians.select(
            "agency_id",
            registration=pl.format("AZ-{}-PC", pl.col("n").cast(pl.String).str.zfill(3)),
            name=pl.format("Fourgon de {}", "name"),
            fiscal_power=pl.lit(7),
            warehouse_id=vans["id"],
        ),
    )


def write_locations(writer: Writer, depots: pl.DataFrame) -> None:
    """Writes the aisles of the depots."""
    aisles = pl.DataFrame({"code": [f"{aisle}{rank}" for aisle in "ABCD" for rank in range(1, 6)]})
    places = depots.select(warehouse_id="id").join(aisles, how="cross")
    writer.write(
        "stock.storage_location",
        places.with_columns(barcode=pl.format("EMP{}{}", "warehouse_id", "code")),
    )
