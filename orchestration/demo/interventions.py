"""What interventions took, cost and were invoiced: hours, travel, parts, signed reports."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from orchestration.demo.amounts import CENT, UNIT, extend, half_up
from orchestration.demo.catalog import Catalog
from orchestration.demo.company import Company
from orchestration.demo.days import instant
from orchestration.demo.depots import Depots
from orchestration.demo.lines import price
from orchestration.demo.service import Service, starts_at
from orchestration.demo.staff import Staff
from orchestration.demo.tables import aftersales as data
from orchestration.demo.tables.goods import PRICE_GROWTH
from orchestration.demo.world import World, pick
from orchestration.demo.writer import Writer, digests

HOUR = 100
"""Hours and kilometers are in hundredths."""
BILLED_SHARE, BILLED_UNDER_WARRANTY_SHARE = 0.92, 0.05
SPEED = 45


@dataclass(frozen=True)
class Work:
    """What was done at the interventions of a block."""

    done: pl.DataFrame
    """Interventions done: id, ticket_id, customer, technician_id, day, slot, hours, kilometers…"""
    parts: pl.DataFrame
    """id of the part row, intervention_id, item, quantity, movement_id, day: costs come later."""
    movements: pl.DataFrame
    """Parts out of vans, as `Deliveries.movements`."""


def work(
    world: World,
    writer: Writer,
    *,
    catalog: Catalog,
    depots: Depots,
    staff: Staff,
    service: Service,
    customers: pl.DataFrame,
    block: int,
) -> Work:
    """Writes the costs of labor and travel, transitions and reports; draws the parts."""
    rng = world.rng("work", block)
    done = service.interventions.filter(pl.col("state") == "done")
    bounds = np.array([data.SERVICE_TYPES[code].hours for code in done["type"]]).reshape(-1, 2)
    hours = rng.uniform(bounds[:, 0], bounds[:, 1])
    done = done.with_columns(
        hours=pl.Series(np.rint(hours * 4).astype(np.int64) * HOUR // 4),
        kilometers=pl.Series(
            np.rint(2 * customers["km"].to_numpy()[done["customer"].to_numpy()] * HOUR).astype(
                np.int64
            )
        ),
        year=pl.Series(world.calendar.year[done["day"].to_numpy() - world.calendar.first]),
    )
    done = done.with_columns(minutes=starts_at(pl.col("slot")))
    write_costs(world, writer, done)
    write_steps(writer, staff, done)
    write_reports(world, writer, staff=staff, done=done, customers=customers, rng=rng)
    parts = draw_parts(writer, catalog, depots, rng, done)
    movements = parts.select(
        "item",
        "warehouse_id",
        "day",
        id="movement_id",
        quantity=-pl.col("quantity"),
        kind=pl.lit("consumption"),
        source_kind=pl.lit("intervention_part"),
        source_id=pl.col("id").cast(pl.String),
        project_id=pl.lit(None, dtype=pl.Int64),
    )
    return Work(done, parts, movements)


def write_cost_rates(world: World, writer: Writer, company: Company) -> None:
    """Writes what an hour and a kilometer cost, year after year."""
    rows = [
        {
            "company_id": company.id,
            "kind": kind,
            "job": job,
            "cost": int(rate(world, kind, job)[year]),
            "valid_from": f"{first}-01-01",
            "valid_to": f"{first}-12-31" if first < world.today.year else None,
        }
        for kind, job in data.COST_RATES
        for year, first in enumerate(world.years)
    ]
    dates = pl.col("valid_from", "valid_to").str.to_date()
    writer.write("service.cost_rate", pl.DataFrame(rows).with_columns(dates))


def rate(world: World, kind: str, job: str | None) -> np.ndarray:
    """A cost rate by year of the history, in ten-thousandths of a euro, whole cents."""
    growth = np.cumprod([1 + rise for rise in (PRICE_GROWTH * 2)[: len(world.years)]])
    return np.rint(data.COST_RATES[kind, job] * growth * CENT).astype(np.int64) * (UNIT // CENT)


def write_costs(world: World, writer: Writer, done: pl.DataFrame) -> None:
    """Writes the hours and the way of each intervention, at the rates of the year."""
    year = pl.Series(done["year"].to_numpy() - world.start.year)
    labor = pl.Series(rate(world, "labor_hour", "technician")).gather(year)
    way = pl.Series(rate(world, "kilometer", None)).gather(year)
    time = pl.Series(rate(world, "travel_hour", None)).gather(year)
    writer.write(
        "service.intervention_labor",
        done.select(
            "hours",
            intervention_id="id",
            employee_id="technician_id",
            cost_rate=labor,
            cost=half_up(pl.col("hours").cast(pl.Int128) * labor, UNIT),
            created_at=instant(pl.from_epoch("day", "d"), 17 * 60),
        ),
    )
    hours = (pl.col("kilometers") / SPEED).round().cast(pl.Int64)
    writer.write(
        "service.intervention_travel",
        done.select(
            "kilometers",
            intervention_id="id",
            employee_id="technician_id",
            kilometer_rate=way,
            hours=hours,
            cost_rate=time,
            cost=half_up(pl.col("kilometers").cast(pl.Int128) * way, UNIT)
            + half_up(hours.cast(pl.Int128) * time, UNIT),
            created_at=instant(pl.from_epoch("day", "d"), 17 * 60),
        ),
    )


def finished() -> pl.Expr:
    """When an intervention ends, in minutes after midnight."""
    return pl.col("minutes") + pl.col("hours") * 60 // HOUR


def write_steps(writer: Writer, staff: Staff, done: pl.DataFrame) -> None:
    """Writes how each intervention went from planned to done."""
    users = dict(staff.employees.select("id", "user_id").rows())
    steps = [
        ("planned", "in_progress", pl.col("minutes")),
        ("in_progress", "done", finished()),
    ]
    day = pl.from_epoch("day", "d")
    writer.write(
        "service.intervention_transition",
        pl.concat(
            [
                done.select(
                    intervention_id="id",
                    from_state=pl.lit(before),
                    to_state=pl.lit(after),
                    at=instant(day, minutes),
                    created_at=instant(day, minutes),
                    by_id=pl.col("technician_id").replace_strict(users),
                )
                for before, after, minutes in steps
            ]
        ),
    )


def write_reports(
    world: World,
    writer: Writer,
    *,
    staff: Staff,
    done: pl.DataFrame,
    customers: pl.DataFrame,
    rng: np.random.Generator,
) -> None:
    """Writes a report for each intervention, signed by the customer when somebody was there."""
    users = dict(staff.employees.select("id", "user_id").rows())
    at = instant(pl.from_epoch("day", "d"), finished())
    done = done.with_columns(
        by_id=pl.col("technician_id").replace_strict(users),
        at=at,
        signer=customers["display"].gather(done["customer"]),
        is_signed=pl.Series(rng.random(done.height) < 0.83),
        work_done=pl.Series(data.WORK_DONE).gather(
            rng.integers(0, len(data.WORK_DONE), done.height)
        ),
    )
    signed = done.filter("is_signed")
    signatures = writer.write(
        "documents.signature",
        signed.select(
            signer_name="signer",
            signed_at="at",
            method=pl.lit("on_device"),
            signed_sha256=digests(world.seed, "report", signed["id"]),
            consent_wording=pl.lit("Je reconnais que les travaux décrits ont été réalisés."),
            witness_id="by_id",
            created_at="at",
        ),
    )
    keys = signed.select("id", signature_id=signatures["id"])
    done = done.join(keys, on="id", how="left", maintain_order="left")
    writer.write(
        "service.intervention_report",
        done.select(
            "work_done",
            "signature_id",
            intervention_id="id",
            frozen_at="at",
            frozen_by_id="by_id",
            unsigned_reason=pl.when(~pl.col("is_signed")).then(
                pl.lit("Client absent en fin d’intervention")
            ),
            created_at="at",
        ),
    )


def draw_parts(
    writer: Writer, catalog: Catalog, depots: Depots, rng: np.random.Generator, done: pl.DataFrame
) -> pl.DataFrame:
    """The parts used, out of the technician's van."""
    used = done.filter(pl.Series(rng.random(done.height) < data.PARTS_SHARE))
    rank = rng.random(used.height)
    wanted = pl.Series(
        [
            data.SERVICE_TYPES[code].parts[int(luck * len(data.SERVICE_TYPES[code].parts))]
            for code, luck in zip(used["type"], rank, strict=True)
        ],
        dtype=pl.String,
    ).to_numpy()
    items = np.zeros(used.height, dtype=np.int64)
    for subfamily in sorted(set(wanted)):
        here = wanted == subfamily
        items[here] = catalog.choose(rng, subfamily, int(here.sum()))
    return used.select(
        "customer",
        "ticket_id",
        "day",
        "under_warranty",
        intervention_id="id",
        id=pl.Series(writer.new_ids("service.intervention_part", used.height)),
        movement_id=pl.Series(writer.new_ids("stock.stock_movement", used.height)),
        item=pl.Series(items),
        quantity=pl.Series((1 + pick(rng, used.height, (0.8, 0.15, 0.05))) * UNIT),
        warehouse_id=pl.col("technician_id").replace_strict(depots.van),
    )


def bill_tickets(
    world: World,
    writer: Writer,
    *,
    catalog: Catalog,
    service: Service,
    did: Work,
    customers: pl.DataFrame,
    block: int,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Invoices of the tickets resolved out of warranty, and their lines with `intervention_id`."""
    rng = world.rng("ticket bills", block)
    resolved = service.tickets.filter(pl.col("state") == "resolved", pl.col("visits") > 0)
    chance = np.where(
        resolved["under_warranty"].to_numpy(), BILLED_UNDER_WARRANTY_SHARE, BILLED_SHARE
    )
    day = world.calendar.worked(
        resolved["resolved"].to_numpy() + rng.integers(0, 12, resolved.height)
    )
    billed = resolved.with_columns(day=pl.Series(day)).filter(
        pl.Series(rng.random(resolved.height) < chance), pl.col("day") <= world.calendar.today
    )
    billed = billed.sort("day", "id", maintain_order=True).with_columns(
        invoice_id=pl.Series(writer.new_ids("sales.invoice", billed.height))
    )
    who = customers.select("agency_id", "site_id", "salesperson_id", "terms")[billed["customer"]]
    invoices = pl.concat([billed, who], how="horizontal").select(
        "invoice_id",
        "day",
        "customer",
        "agency_id",
        "site_id",
        "salesperson_id",
        "terms",
        kind=pl.lit("standard"),
        retention_rate=pl.lit(0),
        delivered="resolved",
    )
    keys = billed.select("invoice_id", "day", ticket_id="id")
    hours, travel = (
        catalog.by_subfamily[data.BILLED_HOUR][1],
        catalog.by_subfamily[data.BILLED_TRAVEL][0],
    )
    done = did.done.drop("day").join(keys, on="ticket_id", how="inner", maintain_order="left")
    common = ("invoice_id", "customer", "day")
    drawn = pl.concat(
        [
            done.select(
                *common,
                intervention_id="id",
                item=pl.lit(int(hours)),
                quantity=pl.col("hours") * (UNIT // HOUR),
            ),
            done.select(
                *common, intervention_id="id", item=pl.lit(int(travel)), quantity=pl.lit(UNIT)
            ),
            did.parts.drop("day")
            .join(keys, on="ticket_id", how="inner", maintain_order="left")
            .select(*common, "intervention_id", pl.col("item").cast(pl.Int32), "quantity"),
        ],
        how="vertical_relaxed",
    ).with_columns(vat=pl.lit("renovation"), granted=pl.lit(0), deal=pl.col("invoice_id"))
    lines = price(world, catalog, customers, drawn).sort("invoice_id", "intervention_id", "item")
    return invoices, lines.drop("deal", "year", "unit_cost", "cost", "kind")


def cost_parts(parts: pl.DataFrame, unit_costs: pl.DataFrame) -> pl.DataFrame:
    """The parts with the cost they left the stock at: `unit_costs` by `movement_id`."""
    return parts.join(
        unit_costs, on="movement_id", how="left", maintain_order="left"
    ).with_columns(cost=extend(pl.col("quantity"), pl.col("unit_cost")))
