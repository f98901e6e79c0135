"""The twelve indicators, by the reader and by plain SQL on PostgreSQL: equal to the last digit.

Three demo companies and the two companies imported from their raw files, ten periods each with
N-1 and N-2, whole and by agency.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import psycopg
import pytest

from operational.core.periods import Period, parse_period
from operational.workflows.imports.run import import_source
from orchestration.demo.build import create_demo
from orchestration.load.run import load
from tests.oracle.plain_sql import indicators
from transform import dbt
from transform.reader import Filters, Reader, open_reader

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


@pytest.mark.parametrize("name", CASES)
def test_reader_equals_plain_sql(name: str, database_url: str, data_dir: Path) -> None:
    case = CASES[name]
    assert len(case.periods) == 10
    case.bring(database_url)
    lake_path = f"{data_dir / 'lake'}/"
    load(database_url, lake_path=lake_path)
    dbt.build(database_url, lake_path=lake_path, work_dir=data_dir / "dbt")
    with (
        psycopg.connect(database_url) as connection,
        closing(open_reader(database_url, lake_path)) as reader,
    ):
        agencies = [int(option.value) for option in reader.options("agency")]
        for period in case.periods:
            for agency in [None, *agencies[:1]]:
                _compare(connection, reader, case, period, agency)


def _compare(
    connection: psycopg.Connection, reader: Reader, case: Case, period: Period, agency: int | None
) -> None:
    filters = Filters.of(agency=[agency] if agency else [])
    figures = reader.kpis(period, today=case.today, filters=filters)
    for column in ("n", "n1", "n2"):
        asked: Period = getattr(figures.periods, column)
        expected = indicators(connection, asked.start, asked.end, agency)
        read = {
            figure.metric.code: figure.value if column == "n" else getattr(figure, column)
            for figure in figures.figures
        }
        assert read == expected, (asked, agency)
