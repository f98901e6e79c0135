"""The scenario, loaded and built by dbt, read as a screen reads it: every indicator by hand."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from operational.core.periods import Period
from tests.transform.built import Warehouse
from transform.reader import Filters, Reader, open_reader

TODAY = date(2026, 6, 15)
NOTHING = ((0, 0, 0), (None, None, None))
"""The values of what the story does not speak of."""
THIS_YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def reader(warehouse: Warehouse) -> Iterator[Reader]:
    """A reader of the scenario."""
    reader = open_reader(warehouse.url, warehouse.lake_path)
    yield reader
    reader.close()


def values(reader: Reader, **chosen: list[int | str]) -> dict[str, object]:
    """The indicators of the year to date."""
    figures = reader.kpis(THIS_YEAR, today=TODAY, filters=Filters.of(**chosen))
    return {figure.metric.code: figure.value for figure in figures.figures}


def key(reader: Reader, dimension: str, code: str) -> str:
    """The value of a filter by its code."""
    [value] = [option.value for option in reader.options(dimension) if option.code == code]
    return value


def test_everything_was_built_and_every_test_held(warehouse: Warehouse) -> None:
    statuses = {result["status"] for result in warehouse.run_results["results"]}
    unit_tests = [
        result
        for result in warehouse.run_results["results"]
        if result["unique_id"].startswith("unit_test.")
    ]

    assert statuses <= {"success", "pass", "no-op"}
    assert len(unit_tests) == len(warehouse.manifest["unit_tests"])


def test_the_year_to_date_and_the_two_before(reader: Reader) -> None:
    figures = reader.kpis(THIS_YEAR, today=TODAY).figures
    computed = {figure.metric.code: (figure.value, figure.n1, figure.n2) for figure in figures}

    told = {code: values for code, values in computed.items() if values not in NOTHING}
    assert told == {
        "revenue": (560, 400, 120),
        "gross_margin": (230, 160, 48),
        "margin_rate": (Decimal(230) / 560, Decimal("0.4"), Decimal("0.4")),
        "average_invoice": (280, 400, 120),
        "orders_amount": (1000, 0, 0),
        "order_backlog": (450, 0, 0),
        "new_customers": (0, 1, 1),
        "active_customers": (1, 1, 1),
        "lost_customers": (1, 0, 0),
        "lost_revenue": (120, 0, 0),
        "retention_rate": (1, 0, None),
        "top10_share": (Decimal(550) / 560, 1, 1),
        "new_prospects": (0, 0, 2),
        "cash_collected": (372, 480, 0),
        "receivables": (924, 144, 144),
        "overdue_receivables": (948, 144, 144),
        "overdue_60_share": (Decimal(624) / 924, 1, 1),
        "payment_delay": (5, 31, None),
    }


def test_an_agency_has_its_own_documents(reader: Reader) -> None:
    toulon = values(reader, agency=[key(reader, "agency", "TOULON")])

    assert (toulon["revenue"], toulon["cash_collected"], toulon["receivables"]) == (10, 12, 0)


def test_a_department_has_its_own_customers(reader: Reader) -> None:
    alpes_maritimes, var = values(reader, department=["06"]), values(reader, department=["83"])

    assert (alpes_maritimes["revenue"], alpes_maritimes["lost_customers"]) == (550, 0)
    assert (var["revenue"], var["lost_customers"], var["receivables"]) == (0, 1, 144)


def test_a_salesperson_has_the_documents_they_sold(reader: Reader) -> None:
    [salesperson] = [
        option.value for option in reader.options("salesperson") if values_of(reader, option.value)
    ]

    sold = values(reader, salesperson=[salesperson])

    assert (sold["revenue"], sold["order_backlog"], sold["cash_collected"]) == (550, 450, None)


def values_of(reader: Reader, salesperson: str) -> object:
    """The revenue of a salesperson."""
    return values(reader, salesperson=[salesperson])["revenue"]


def test_companies_know_since_when_they_have_figures(reader: Reader) -> None:
    [company] = [found for found in reader.companies() if found.first_day is not None]

    assert (company.first_day, company.time_zone) == (date(2024, 2, 29), "Europe/Paris")


def test_what_is_read_is_what_was_loaded(reader: Reader) -> None:
    freshness = reader.freshness()

    assert freshness.loaded_at < freshness.published_at
