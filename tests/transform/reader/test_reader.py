"""The reader, over reports made by hand."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from operational.core.periods import Comparison, Period, month_of
from tests.transform.rollups import Rollups
from transform.reader import (
    Company,
    FilterRefused,
    Filters,
    Freshness,
    NothingPublished,
    Option,
    Reader,
    UnknownMetric,
)

TODAY = date(2026, 6, 15)
JUNE = month_of(TODAY)


def revenue(rollups: Rollups, day: date, net: int, **dimensions: int | str) -> None:
    """A day of revenue, half of it margin."""
    rollups.add("rpt_revenue_daily", day=day, net=net, margin=net / 2, **dimensions)


def test_before_the_first_build_there_is_nothing_to_read(rollups: Rollups, reader: Reader) -> None:
    revenue(rollups, TODAY, 10)

    with pytest.raises(NothingPublished):
        reader.kpis(JUNE, today=TODAY)


def test_a_figure_has_its_value_one_and_two_years_before(rollups: Rollups, reader: Reader) -> None:
    for day, net in [(date(2026, 6, 1), 150), (date(2025, 6, 15), 100), (date(2024, 6, 15), 60)]:
        revenue(rollups, day, net)
    snapshot = rollups.publish()

    figures = reader.kpis(JUNE, today=TODAY, metrics=["revenue", "margin_rate"])

    figure = figures["revenue"]
    assert (figure.value, figure.n1, figure.n2) == (150, 100, 60)
    assert (figure.change_n1, figure.change_n2) == (Decimal("0.5"), Decimal("1.5"))
    assert figures["margin_rate"].change_n1 == 0
    assert figures.snapshot == snapshot


def test_to_date_cuts_the_three_periods_at_the_same_day(rollups: Rollups, reader: Reader) -> None:
    for year in (2026, 2025, 2024):
        for day, net in [(15, 1), (16, 10), (30, 100)]:
            revenue(rollups, date(year, 6, day), net)
    rollups.publish()

    cut = reader.kpis(JUNE, today=TODAY, metrics=["revenue"])
    whole = reader.kpis(JUNE, today=TODAY, to_date=False, metrics=["revenue"])

    assert cut.periods == Comparison(
        *(Period(date(year, 6, 1), date(year, 6, 15)) for year in (2026, 2025, 2024))
    )
    assert (cut["revenue"].value, cut["revenue"].n1, cut["revenue"].n2) == (1, 1, 1)
    assert (whole["revenue"].value, whole["revenue"].n1) == (111, 111)


def test_29_february_compares_with_28_february(rollups: Rollups, reader: Reader) -> None:
    revenue(rollups, date(2024, 2, 29), 8)
    revenue(rollups, date(2023, 2, 28), 4)
    rollups.publish()
    leap_day = Period(date(2024, 2, 29), date(2024, 2, 29))

    figure = reader.kpis(leap_day, today=TODAY, metrics=["revenue"])["revenue"]

    assert (figure.value, figure.n1, figure.n2) == (8, 4, 0)
    assert figure.change_n1 == 1
    assert figure.change_n2 is None


def test_a_level_sums_everything_up_to_the_end(rollups: Rollups, reader: Reader) -> None:
    for day, change in [(date(2020, 1, 1), 100), (date(2026, 6, 10), -30), (date(2026, 7, 1), 5)]:
        rollups.add("rpt_orders_daily", day=day, ordered_net=0, backlog_net=change)
    rollups.publish()

    figure = reader.kpis(JUNE, today=TODAY, metrics=["order_backlog"])["order_backlog"]

    assert (figure.value, figure.n1, figure.n2) == (70, 100, 100)


def test_who_came_back_by_the_end_of_the_period_is_not_lost(
    rollups: Rollups, reader: Reader
) -> None:
    lost = {"day": date(2026, 5, 4), "revenue_12_months": 100}
    rollups.add("rpt_lost_customers", customer_id=1, came_back_on=None, **lost)
    rollups.add("rpt_lost_customers", customer_id=2, came_back_on=date(2026, 5, 31), **lost)
    rollups.publish()
    month, day = month_of(date(2026, 5, 4)), Period(date(2026, 5, 4), date(2026, 5, 4))
    names = ["lost_customers", "lost_revenue"]

    by_the_end_of_may = reader.kpis(month, today=TODAY, metrics=names).figures
    by_the_day_itself = reader.kpis(day, today=TODAY, metrics=names).figures

    assert [figure.value for figure in by_the_end_of_may] == [1, 100]
    assert [figure.value for figure in by_the_day_itself] == [2, 200]


def test_filters_keep_any_of_a_dimension_and_all_of_the_dimensions(
    rollups: Rollups, reader: Reader
) -> None:
    revenue(rollups, TODAY, 1, agency_id=1, department="06")
    revenue(rollups, TODAY, 10, agency_id=2, department="06")
    revenue(rollups, TODAY, 100, agency_id=2, department="83")
    revenue(rollups, TODAY, 1000, agency_id=3, department="06")
    rollups.publish()

    def value(filters: Filters) -> object:
        return reader.kpis(JUNE, today=TODAY, filters=filters, metrics=["revenue"])[
            "revenue"
        ].value

    assert value(Filters.of(agency=[1, 2])) == 111
    assert value(Filters.of(agency=[1, 2], department=["06"])) == 11
    assert value(Filters.of(department=["06' OR ''='"])) == 0
    with pytest.raises(FilterRefused):
        value(Filters.of(agency=["1 OR 1=1"]))


def test_an_indicator_that_does_not_know_a_filter_says_so(
    rollups: Rollups, reader: Reader
) -> None:
    rollups.add(
        "rpt_cash_daily", day=TODAY, collected_gross=5, receivable_gross=7, overdue_gross=0
    )
    rollups.publish()
    filters = Filters.of(salesperson=[1], company=[1])

    figures = reader.kpis(
        JUNE, today=TODAY, filters=filters, metrics=["cash_collected", "receivables"]
    )

    assert figures["cash_collected"].value is None
    assert figures["cash_collected"].refused_filters == ("salesperson",)
    assert (figures["receivables"].value, figures["receivables"].refused_filters) == (0, ())


def test_what_is_not_published_is_not_seen_and_what_was_still_can_be(
    rollups: Rollups, reader: Reader
) -> None:
    revenue(rollups, TODAY, 10)
    first = rollups.publish()

    def value(at_snapshot: int | None = None) -> object:
        return reader.kpis(JUNE, today=TODAY, metrics=["revenue"], at_snapshot=at_snapshot)[
            "revenue"
        ].value

    revenue(rollups, TODAY, 90)
    assert value() == 10

    rollups.publish()
    assert value() == 100
    assert value(first) == 10


def test_the_same_question_is_asked_once_per_snapshot(rollups: Rollups, reader: Reader) -> None:
    rollups.publish()

    for _ in range(3):
        reader.kpis(JUNE, today=TODAY)
    assert (reader._sums.cache_info().misses, reader._sums.cache_info().hits) == (1, 2)

    rollups.publish()
    reader.kpis(JUNE, today=TODAY)
    assert reader._sums.cache_info().misses == 2


def test_threads_share_a_reader(rollups: Rollups, reader: Reader) -> None:
    for day in range(1, 31):
        revenue(rollups, date(2026, 6, day), day)
    rollups.publish()

    def value(day: int) -> object:
        period = Period(date(2026, 6, day), date(2026, 6, day))
        return reader.kpis(period, today=TODAY, metrics=["revenue"])["revenue"].value

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(value, range(1, 31))) == list(range(1, 31))


def test_a_series_is_of_months_the_last_to_date(rollups: Rollups, reader: Reader) -> None:
    for day, net in [(date(2026, 4, 30), 1), (date(2026, 6, 15), 10), (date(2026, 6, 16), 100)]:
        revenue(rollups, day, net)
        rollups.add("rpt_orders_daily", day=day, ordered_net=0, backlog_net=net)
    rollups.publish()

    series = reader.series(["revenue", "order_backlog"], until=TODAY, months=3)

    assert [point.value for point in series["revenue"]] == [1, 0, 10]
    assert [point.value for point in series["order_backlog"]] == [1, 1, 11]
    assert [point.period.end for point in series["revenue"]] == [
        date(2026, 4, 30),
        date(2026, 5, 31),
        TODAY,
    ]


def test_a_series_leaves_out_what_does_not_know_a_filter(rollups: Rollups, reader: Reader) -> None:
    rollups.publish()

    series = reader.series(
        ["revenue", "receivables"], until=TODAY, filters=Filters.of(supplier=[1])
    )

    assert {code: len(points) for code, points in series.items()} == {"revenue": 13}


def test_a_code_that_is_not_in_the_catalog_is_refused(rollups: Rollups, reader: Reader) -> None:
    rollups.publish()

    with pytest.raises(UnknownMetric, match="profit"):
        reader.kpis(JUNE, today=TODAY, metrics=["revenue", "profit"])


def test_options_companies_and_freshness_are_read_too(rollups: Rollups, reader: Reader) -> None:
    rollups.add(
        "rpt_companies",
        name="Azur",
        time_zone="Europe/Paris",
        fiscal_year_start_month=4,
        first_day=date(2023, 1, 2),
    )
    for value, code, label in [("2", "TLN", "Toulon"), ("1", "NCE", "Nice")]:
        option = {"value": value, "code": code, "label": label, "parent": "1"}
        rollups.add("rpt_filter_options", dimension="agency", **option)
    snapshot = rollups.publish()

    assert reader.companies() == (Company(1, "Azur", "Europe/Paris", 4, date(2023, 1, 2)),)
    assert reader.options("agency") == (
        Option("1", "NCE", "Nice", "1"),
        Option("2", "TLN", "Toulon", "1"),
    )
    assert reader.options("supplier") == ()
    assert reader.freshness() == Freshness(
        snapshot,
        datetime(2026, 6, 1, 6, tzinfo=UTC),
        datetime(2026, 6, 1, 6, 1, tzinfo=UTC),
    )


def test_only_the_options_of_the_rows_somebody_may_see_are_offered(
    rollups: Rollups, reader: Reader
) -> None:
    for dimension, value, parent in (
        *(("company", "1", None), ("company", "2", None)),
        *(("agency", "10", "1"), ("agency", "11", "1"), ("agency", "20", "2")),
        *(("salesperson", "100", "10"), ("salesperson", "110", "11"), ("salesperson", "9", None)),
        *(("supplier", "7", "1"), ("supplier", "8", "2"), ("lead_source", "3", None)),
    ):
        option = {"value": value, "code": value, "label": value, "parent": parent}
        rollups.add("rpt_filter_options", dimension=dimension, **option)
    rollups.publish()
    names = ("company", "agency", "salesperson", "supplier", "lead_source")

    def offered(**rows: list[int | str]) -> list[str]:
        limited = reader.seeing(Filters.of(**rows))
        return [" ".join(option.value for option in limited.options(name)) for name in names]

    assert offered() == ["1 2", "10 11 20", "100 110 9", "7 8", "3"]
    assert offered(agency=[10]) == ["1", "10", "100", "7", "3"]
    assert offered(company=[2]) == ["2", "20", "", "8", "3"]
    assert offered(salesperson=["110"]) == ["1", "11", "110", "7", "3"]
    assert offered(agency=[10, 20], salesperson=[100]) == ["1", "10", "100", "7", "3"]
