"""The board in the reader (forty indicators × three years, and their 13 months), and by direct SQL.

`python -m tests.benchmarks.board FOLDER`, on a history made by `tests.benchmarks.demo`. The direct SQL
is that of the tests' oracle: what a program that computes its statistics on the entry tables does.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import psycopg

from operational.core.periods import Period, month_of, parse_period, quarter_of
from tests.benchmarks.measure import place, row
from tests.oracle.plain_sql import terms_of
from transform.reader import NO_FILTER, Filters, Reader, open_reader

TODAY = date(2026, 11, 24)
ASKED = 60
FILTERS = ("agency", "salesperson", "department", "lead_source", "item_family", "supplier")


def main(folder: Path) -> None:
    """Prints the medians, the 95th percentile of the reader, and the ratio to direct SQL."""
    with place(folder) as here, closing(open_reader(here.url, here.lake_path)) as reader:
        [(lines,)] = psycopg.connect(here.url).execute(LINES).fetchall()
        print(f"{lines:,} invoice lines")  # noqa: T201
        board = measured(reader, lambda period, filters: ask(reader, period, filters))
        row("board in the reader, any period and filter", board, p95(board))
        months = measured(
            reader,
            lambda period, filters: reader.series(
                [metric.code for metric in reader.catalog()], until=period.end, filters=filters
            ),
        )
        row("its 13 months", months, p95(months))
        month, year = parse_period("2026-10"), parse_period("2025")
        direct = [by_sql(here.url, month), by_sql(here.url, year)]
        row("the same board by direct SQL, a month, a year", direct)
    ratio = statistics.median(direct) / statistics.median(board)
    print(f"direct SQL takes {ratio:,.0f} times as long")  # noqa: T201


LINES = "SELECT count(*) FROM sales.invoice_line"


def ask(reader: Reader, period: Period, filters: Filters) -> None:
    """The board."""
    reader.kpis(period, today=TODAY, filters=filters)


def measured(
    reader: Reader, work: Callable[[Period, Filters], object], *, seed: int = 1
) -> list[float]:
    """Seconds of many questions, each new to the reader's cache."""
    drawn = random.Random(seed)
    work(parse_period("2024"), NO_FILTER)
    return [timed(work, any_period(drawn), any_filter(drawn, reader)) for _ in range(ASKED)]


def timed(work: Callable[[Period, Filters], object], period: Period, filters: Filters) -> float:
    """Seconds of a question."""
    started = time.perf_counter()
    work(period, filters)
    return time.perf_counter() - started


def any_period(drawn: random.Random) -> Period:
    """A day, a month, a quarter, a year or any days of the last three years."""
    day = TODAY - timedelta(days=drawn.randrange(1000))
    return drawn.choice(
        [
            Period(day, day),
            month_of(day),
            quarter_of(day),
            Period(day - timedelta(days=364), day),
            Period(day - timedelta(days=drawn.randrange(200)), day),
        ]
    )


def any_filter(drawn: random.Random, reader: Reader) -> Filters:
    """None, one or two dimensions, with one or two values each."""
    names = drawn.sample(FILTERS, drawn.choice([0, 0, 1, 1, 2]))
    return Filters.of(
        **{
            name: [option.value for option in drawn.sample(reader.options(name), 2)]
            for name in names
        }
    )


def by_sql(url: str, period: Period) -> float:
    """Seconds of the forty over a period and the two before, straight from the entry tables."""
    started = time.perf_counter()
    with psycopg.connect(url) as connection:
        for years in range(3):
            before = period.years_before(years)
            terms_of(connection, {"first": before.start, "last": before.end, "agency": None})
    return time.perf_counter() - started


def p95(seconds: list[float]) -> str:
    """The 95th percentile."""
    return f"p95 {statistics.quantiles(seconds, n=20)[-1] * 1000:.0f} ms"


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
