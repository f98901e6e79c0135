"""Commissions line by line, by the reader and by plain SQL: equal to the cent."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

import pytest

from operational.core.periods import Period, add_months, month_of
from tests.oracle.commissions import Band, Plan, lines
from tests.oracle.companies import Opened
from transform.reader import Filters

GOLDEN = tuple(
    Band(Decimal(start), None if end is None else Decimal(end), Decimal(rate))
    for start, end, rate in ((0, 500, 10), (500, 1000, 12), (1000, None, 15))
)
ZERO = Decimal(0)
Earned = dict[tuple[int, int], tuple[Decimal, Decimal]]


@pytest.mark.parametrize(
    ("total", "by_all", "by_slices"),
    [
        ("1250", "187.50", "147.50"),
        ("1000", "120.00", "110.00"),
        ("999.99", "120.00", "110.00"),
        ("0", "0.00", "0.00"),
        ("-700", "-70.00", "-70.00"),
    ],
)
def test_the_oracle_knows_the_golden_case(total: str, by_all: str, by_slices: str) -> None:
    given = [
        Plan(is_global=is_global, rate=Decimal(1), bands=GOLDEN).gives(Decimal(total))
        for is_global in (True, False)
    ]

    assert given == [Decimal(by_all), Decimal(by_slices)]


def test_each_line_earns_what_plain_sql_says(company: Opened) -> None:
    this_month = company.case.today
    for back in (0, 1, 2, 5, 12, 25):
        month = month_of(add_months(this_month, -back))
        assert _read(company, month) == _expected(company, month), month


def test_each_salesperson_earns_what_plain_sql_says(company: Opened) -> None:
    month = month_of(add_months(company.case.today, -1))
    expected: dict[int, Decimal] = defaultdict(Decimal)
    for (salesperson, _), (_, commission) in _expected(company, month).items():
        expected[salesperson] += commission

    for option in company.reader.options("salesperson"):
        [figure] = company.reader.kpis(
            month,
            today=company.case.today,
            to_date=False,
            filters=Filters.of(salesperson=[option.value]),
            metrics=["commission"],
        ).figures
        assert figure.value == expected[int(option.value)], option.label


def _read(company: Opened, month: Period) -> Earned:
    found = company.reader.table(
        "commissions", month, today=company.case.today, to_date=False, deep=True
    )
    return _summed(
        (row["salesperson_id"], row["invoice_line_id"], row["commission_base"], row["commission"])
        for row in found.rows.iter_rows(named=True)
    )


def _expected(company: Opened, month: Period) -> Earned:
    return _summed(
        (line.salesperson_id, line.line_id, line.base, line.commission)
        for line in lines(company.connection)
        if line.on_day in month
    )


def _summed(rows: Iterable[tuple[int, int, Decimal, Decimal]]) -> Earned:
    """Base and commission by salesperson and line, where they are not both zero."""
    sums: dict[tuple[int, int], tuple[Decimal, Decimal]] = defaultdict(lambda: (ZERO, ZERO))
    for salesperson, line, base, commission in rows:
        before = sums[salesperson, line]
        sums[salesperson, line] = (before[0] + base, before[1] + commission)
    return {key: amounts for key, amounts in sums.items() if any(amounts)}
