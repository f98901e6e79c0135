"""Every figure of the catalog, by the reader and by plain SQL on PostgreSQL: equal to the last digit.

Three demo companies and the two companies imported from their raw files, ten periods each with
N-1 and N-2, whole and by agency.
"""

from decimal import Decimal

import pytest

from operational.core.periods import Period
from tests.oracle.companies import Opened
from tests.oracle.plain_sql import figures
from transform.reader import Filters, MetricClass, metrics, tables
from transform.reader.figures import value_of


def test_reader_equals_plain_sql(company: Opened) -> None:
    assert len(company.case.periods) == 10
    for period in company.case.periods:
        for agency in [None, *_agencies(company)[:1]]:
            _compare(company, period, agency)


def _agencies(company: Opened) -> list[int]:
    return [int(option.value) for option in company.reader.options("agency")]


def _compare(company: Opened, period: Period, agency: int | None) -> None:
    read = company.reader.kpis(
        period,
        today=company.case.today,
        filters=Filters.of(agency=[agency] if agency else []),
        metrics=list(metrics()),
    )
    for column in ("n", "n1", "n2"):
        asked: Period = getattr(read.periods, column)
        expected = figures(company.connection, asked.start, asked.end, agency)
        for figure in read.figures:
            value = figure.value if column == "n" else getattr(figure, column)
            if not figure.refused_filters:
                assert value == expected[figure.metric.code], (figure.metric.code, asked, agency)


def test_every_figure_is_the_sum_of_the_documents_behind_it(company: Opened) -> None:
    _compare_documents(company, Filters.of())


@pytest.mark.parametrize("company", ["demo-1"], indirect=True)
@pytest.mark.parametrize("dimension", ["salesperson", "department", "item_family"])
def test_so_it_is_of_a_part_of_them(company: Opened, dimension: str) -> None:
    [first, *_] = company.reader.options(dimension)
    _compare_documents(company, Filters.of(**{dimension: [first.value]}))


def _compare_documents(company: Opened, filters: Filters) -> None:
    for period in company.case.periods[:2]:
        read = company.reader.kpis(
            period, today=company.case.today, filters=filters, metrics=list(metrics())
        )
        for figure in read.figures:
            if not figure.refused_filters:
                parts = company.reader.drill(figure.metric.code, read.periods.n, filters=filters)
                sums = [Decimal(part.documents["value"].sum() or 0) for part in parts]
                value = value_of(figure.metric, sums)
                is_average = figure.metric.terms[-1].month_ends is not None
                assert figure.value == (pytest.approx(value) if is_average else value)


@pytest.mark.parametrize("name", tables())
@pytest.mark.parametrize("deep", [False, True])
def test_the_rows_of_a_table_sum_to_its_total(company: Opened, name: str, *, deep: bool) -> None:
    for period in company.case.periods[:3]:
        read = company.reader.table(name, period, today=company.case.today, deep=deep)
        for metric in read.layout.figures:
            if metric.kind is MetricClass.ADDITIVE or metric.kind is MetricClass.LEVEL:
                total = read.total[metric.code]
                for slot, value in zip(
                    ("", "_n1", "_n2")[: len(read.layout.table.slots)],
                    (total.value, total.n1, total.n2),
                    strict=False,
                ):
                    assert Decimal(read.rows[metric.code + slot].sum() or 0) == value
