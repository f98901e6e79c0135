"""The forty indicators, by the reader and by plain SQL on PostgreSQL: equal to the last digit.

Three demo companies and the two companies imported from their raw files, ten periods each with
N-1 and N-2, whole and by agency.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

import psycopg
import pytest

from operational.core.periods import Period, parse_period
from operational.workflows.imports.run import import_source
from orchestration.demo.build import create_demo
from orchestration.load.run import load
from tests.conftest import FOLDER, new_database
from tests.oracle.plain_sql import indicators
from transform import dbt
from transform.reader import Filters, MetricClass, Reader, open_reader, tables
from transform.reader.figures import value_of

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
    """A company in its database and in the warehouse built from it."""

    case: Case
    connection: psycopg.Connection
    reader: Reader


@pytest.fixture(scope="module", params=CASES)
def company(request: pytest.FixtureRequest, server_url: str, template: str) -> Iterator[Opened]:
    """Each company in turn; only to be read."""
    case, folder = CASES[request.param], Path(os.environ[FOLDER]) / f"oracle-{request.param}"
    folder.mkdir()
    lake_path = f"{folder / 'lake'}/"
    with new_database(server_url, template=template) as url:
        case.bring(url)
        load(url, lake_path=lake_path)
        compute = dbt.build if request.param == "demo-1" else dbt.run  # one is tested too
        compute(url, lake_path=lake_path, work_dir=folder / "dbt")
        with psycopg.connect(url) as connection, closing(open_reader(url, lake_path)) as reader:
            yield Opened(case, connection, reader)


def test_reader_equals_plain_sql(company: Opened) -> None:
    assert len(company.case.periods) == 10
    for period in company.case.periods:
        for agency in [None, *_agencies(company)[:1]]:
            _compare(company, period, agency)


def _agencies(company: Opened) -> list[int]:
    return [int(option.value) for option in company.reader.options("agency")]


def _compare(company: Opened, period: Period, agency: int | None) -> None:
    filters = Filters.of(agency=[agency] if agency else [])
    figures = company.reader.kpis(period, today=company.case.today, filters=filters)
    for column in ("n", "n1", "n2"):
        asked: Period = getattr(figures.periods, column)
        expected = indicators(company.connection, asked.start, asked.end, agency)
        for figure in figures.figures:
            read = figure.value if column == "n" else getattr(figure, column)
            if not figure.refused_filters:
                assert read == expected[figure.metric.code], (figure.metric.code, asked, agency)


@pytest.mark.parametrize("dimension", [None, "agency", "department", "item_family"])
def test_every_figure_is_the_sum_of_the_documents_behind_it(
    company: Opened, dimension: str | None
) -> None:
    options = company.reader.options(dimension) if dimension else ()
    filters = Filters.of(**{dimension: [options[0].value]} if dimension and options else {})
    for period in company.case.periods[:2]:
        figures = company.reader.kpis(period, today=company.case.today, filters=filters)
        for figure in figures.figures:
            if not figure.refused_filters:
                parts = company.reader.drill(
                    figure.metric.code, figures.periods.n, filters=filters
                )
                sums = [Decimal(part.documents["value"].sum() or 0) for part in parts]
                value = value_of(figure.metric, sums)
                is_average = figure.metric.terms[-1].month_ends is not None
                assert figure.value == (pytest.approx(value) if is_average else value)


@pytest.mark.parametrize("name", tables())
def test_the_rows_of_a_table_sum_to_its_total(company: Opened, name: str) -> None:
    for period in company.case.periods[:3]:
        read = company.reader.table(name, period, today=company.case.today)
        for metric in read.table.figures:
            if metric.kind is MetricClass.ADDITIVE or metric.kind is MetricClass.LEVEL:
                total = read.total[metric.code]
                for column, value in (("", total.value), ("_n1", total.n1), ("_n2", total.n2)):
                    assert Decimal(read.rows[metric.code + column].sum() or 0) == value
