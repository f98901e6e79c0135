"""Who works when, and who is already taken: no two appointments of a person at the same time."""

from dataclasses import dataclass
from datetime import time

import numpy as np
import polars as pl

from orchestration.demo.company import Company, write_coded
from orchestration.demo.days import HORIZON_DAYS, instant
from orchestration.demo.staff import Staff
from orchestration.demo.tables.activity import PICTOGRAMS, TASK_TYPES
from orchestration.demo.world import World
from orchestration.demo.writer import Writer

FIELD_JOBS = ("salesperson", "technician", "installer")
GROUPS = {"salesperson": "Commerciaux", "technician": "Techniciens", "installer": "Poseurs"}
LEAVE = ((215, 15), (357, 5), (110, 5))
"""Around which day of the year, and for how many worked days, people go on leave."""


@dataclass(frozen=True)
class Resources:
    """What can be booked, and the references of the planning."""

    resource_ids: dict[int, int]
    """By employee."""
    task_types: dict[str, int]
    pictograms: dict[str, int]


class Roster:
    """The days of the people of a block: away, or with so many appointments."""

    def __init__(self, world: World, employees: np.ndarray, away: np.ndarray) -> None:
        """Starts empty; `away` says, by person and day of the history and after, who is not there."""
        self._calendar = world.calendar
        self._row = {int(employee): row for row, employee in enumerate(employees)}
        self._closed = away | ~world.calendar.is_worked
        self._taken = np.zeros(away.shape, dtype=np.int8)

    def book(
        self, employees: np.ndarray, days: np.ndarray, *, per_day: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """For each wish the first free day from it on, and the rank of the appointment in that day.

        A person has at most `per_day` appointments a day.
        """
        booked, ranks = np.empty(len(days), dtype=np.int64), np.empty(len(days), dtype=np.int64)
        first, last = self._calendar.first, len(self._calendar.days) - 1
        for place, (employee, wish) in enumerate(
            zip(employees.tolist(), days.tolist(), strict=True)
        ):
            closed, taken = self._closed[self._row[employee]], self._taken[self._row[employee]]
            day = min(max(wish - first, 0), last)
            while day < last and (closed[day] or taken[day] >= per_day):
                day += 1
            booked[place], ranks[place] = first + day, taken[day]
            taken[day] += 1
        return booked, ranks


def open_planning(
    world: World, writer: Writer, company: Company, staff: Staff
) -> tuple[Resources, list[Roster]]:
    """Writes resources, working times and absences; returns the keys and a roster by block."""
    people = staff.employees.filter(pl.col("job").is_in(FIELD_JOBS))
    groups = write_groups(writer, company)
    resources = writer.write(
        "planning.resource",
        people.select(
            "agency_id",
            kind=pl.lit("employee"),
            name=pl.format("{} ({})", "name", "code"),
            employee_id="id",
            resource_group_id=pl.format("{}/{}", "agency_id", "job").replace_strict(groups),
        ),
    )
    ids = dict(zip(people["id"], resources["id"], strict=True))
    write_hours(world, writer, resources)
    task_types = write_coded(writer, "planning.task_type", TASK_TYPES)
    pictograms = write_coded(writer, "planning.pictogram", PICTOGRAMS)
    rosters = []
    for block in range(world.blocks):
        team = people.filter(pl.col("block") == block)
        away = absences(world, writer, team=team, resources=ids, staff=staff, block=block)
        rosters.append(Roster(world, team["id"].to_numpy(), away))
    return Resources(ids, task_types, pictograms), rosters


def write_groups(writer: Writer, company: Company) -> dict[str, int]:
    """Writes a group of resources by agency and job; returns their ids by `agency/job`."""
    rows = [
        {"agency_id": agency, "name": name, "counts_in_workload": job != "salesperson"}
        for agency in company.agencies["id"]
        for job, name in GROUPS.items()
    ]
    written = writer.write("planning.resource_group", pl.DataFrame(rows))
    keys = [f"{agency}/{job}" for agency in company.agencies["id"] for job in GROUPS]
    return dict(zip(keys, written["id"], strict=True))


def write_hours(world: World, writer: Writer, resources: pl.DataFrame) -> None:
    """Writes the week of 35 hours: from 8 to 12 and from 13 to 16, Monday to Friday."""
    week = pl.DataFrame(
        [
            {"weekday": weekday, "starts_at": str(time(start)), "ends_at": str(time(end))}
            for weekday in range(1, 6)
            for start, end in ((8, 12), (13, 16))
        ]
    )
    writer.write(
        "planning.working_time",
        resources.select(resource_id="id")
        .join(week, how="cross")
        .with_columns(valid_from=pl.lit(world.start)),
    )


def absences(
    world: World,
    writer: Writer,
    *,
    team: pl.DataFrame,
    resources: dict[int, int],
    staff: Staff,
    block: int,
) -> np.ndarray:
    """Draws and writes when each person of a team is away; returns it by person and day."""
    rng = world.rng("absences", block)
    away = np.zeros((team.height, len(world.calendar.days)), dtype=bool)
    rows: list[tuple[int, str, int, int]] = []
    for row, employee in enumerate(team["id"]):
        for kind, start, end in leaves(world, rng):
            low, high = start - world.calendar.first, end - world.calendar.first
            if low < 0 or high >= len(world.calendar.days) or away[row, low : high + 1].any():
                continue
            away[row, low : high + 1] = True
            rows.append((resources[int(employee)], kind, start, end))
    frame = pl.DataFrame(rows, schema=["resource_id", "kind", "start", "end"], orient="row")
    writer.write(
        "planning.availability",
        frame.select(
            "resource_id",
            "kind",
            starts_at=instant(pl.from_epoch("start", "d"), 0),
            ends_at=instant(pl.from_epoch("end", "d"), 24 * 60 - 1),
            approved_at=instant(
                pl.from_epoch(pl.col("start").clip(upper_bound=world.calendar.today) - 2, "d")
            ),
            approved_by_id=pl.lit(staff.user("manager", block)),
        ),
    )
    return away


def leaves(world: World, rng: np.random.Generator) -> list[tuple[str, int, int]]:
    """The absences of a person: kind, first and last day; nobody plans a sickness ahead."""
    found = []
    january = np.array([f"{year}-01-01" for year in world.years], dtype="datetime64[D]").astype(
        int
    )
    for start_of_year in january:
        for around, length in LEAVE:
            start = int(start_of_year) + around + int(rng.integers(-14, 10))
            if start <= world.calendar.today + HORIZON_DAYS // 4:
                found.append(("leave", start, start + length * 7 // 5))
        for kind, most in (("sick", 3), ("training", 1)):
            for _ in range(int(rng.integers(0, most + 1))):
                start = int(start_of_year) + int(rng.integers(5, 350))
                if start + 4 < world.calendar.today:
                    found.append((kind, start, start + int(rng.integers(0, 4))))
    return sorted(found, key=lambda leave: leave[1])
