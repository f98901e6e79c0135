"""Companies looked at twice: in the warehouse, and by plain SQL on the entry tables."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from uuid import uuid4

import psycopg

from operational.core.periods import Period, parse_period
from operational.workflows.imports.run import import_source
from orchestration.demo.build import create_demo
from orchestration.load.run import load
from tests.conftest import FOLDER, new_database
from transform import dbt
from transform.reader import Reader, open_reader

DATA = Path(__file__).parents[1] / "data"
TODAY = date(2026, 11, 24)


@dataclass(frozen=True, slots=True)
class Case:
    """A company: how it comes into a database, on which day it is looked at, over which periods."""

    bring: Callable[[str], object]
    today: date
    periods: tuple[Period, ...]


def demo(seed: int) -> Case:
    return Case(
        bring=partial(create_demo, seed=seed, scale=0.05, today=TODAY),
        today=TODAY,
        periods=_periods(
            *("2026", "2026-11", "2026-10", "2026-Q3", "2025", "2025-02", "2024-Q2"),
            *("2026-11-24", "2026-03-02..2026-05-17", "2022-12..2023-01"),
        ),
    )


def imported(source: str, path: str, today: date, *periods: str) -> Case:
    bring = partial(
        import_source, path=DATA / path, source=source, at=datetime(2026, 11, 24, tzinfo=UTC)
    )
    return Case(bring=bring, today=today, periods=_periods(*periods))


def _periods(*texts: str) -> tuple[Period, ...]:
    return tuple(
        Period(parse_period(first).start, parse_period(last).end)
        for text in texts
        for first, _, last in [text.partition("..")]
        for last in [last or first]
    )


CASES = {
    "demo-1": demo(1),
    "demo-2": demo(2),
    "demo-3": demo(3),
    "northwind": imported(
        *("northwind", "northwind", date(1998, 5, 6)),
        *("1998", "1997", "1996", "1998-05", "1998-04", "1997-Q3", "1997-02"),
        *("1998-05-06", "1997-12-15..1998-01-15", "2000"),
    ),
    "online_retail": imported(
        *("online_retail", "online_retail", date(2023, 3, 1)),
        *("2023", "2022", "2022-12", "2023-01", "2023-02", "2022-Q4", "2023-Q1"),
        *("2022-12-05", "2022-12-20..2023-01-10", "2025"),
    ),
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A company in its database and in the warehouse built from it, and where dbt wrote of it."""

    case: Case
    connection: psycopg.Connection
    reader: Reader
    work_dir: Path


@contextmanager
def opened(name: str, *, server_url: str, template: str) -> Iterator[Opened]:
    """A company in a database of its own, loaded and computed; only to be read."""
    case, folder = CASES[name], Path(os.environ[FOLDER]) / uuid4().hex
    folder.mkdir()
    lake_path = f"{folder / 'lake'}/"
    with new_database(server_url, template=template) as url:
        case.bring(url)
        load(url, lake_path=lake_path)
        dbt.run(url, lake_path=lake_path, work_dir=folder / "dbt")
        with psycopg.connect(url) as connection, closing(open_reader(url, lake_path)) as reader:
            yield Opened(case, connection, reader, folder / "dbt")
