"""The catalog: what the yml of the metrics says, whole and coherent."""

import pytest

from transform.reader.catalog import (
    Dimension,
    Form,
    Metric,
    MetricClass,
    dimensions,
    indicators,
    metrics,
)
from transform.reader.tables import Table, tables


def test_the_forty_come_in_the_order_of_their_numbers() -> None:
    assert [metric.number for metric in indicators()] == list(range(1, 41))


@pytest.mark.parametrize("metric", metrics().values(), ids=metrics())
def test_an_indicator_says_what_a_person_needs(metric: Metric) -> None:
    said = (metric.label, metric.section, metric.definition, metric.formula, metric.owner)

    assert all(said)
    assert metric.synonyms


@pytest.mark.parametrize("metric", metrics().values(), ids=metrics())
def test_every_filter_is_a_column_of_every_rollup_of_the_indicator(metric: Metric) -> None:
    for term in metric.terms:
        assert set(metric.filters) <= set(term.rollup.dimensions)


@pytest.mark.parametrize("metric", metrics().values(), ids=metrics())
def test_the_class_of_an_indicator_is_how_it_is_computed(metric: Metric) -> None:
    is_ratio, is_level = metric.form is Form.RATIO, metric.terms[0].is_level

    if metric.kind in (MetricClass.ADDITIVE, MetricClass.DISTINCT):
        assert not is_level
    if metric.kind is MetricClass.ADDITIVE:
        assert not is_ratio
    if metric.kind is MetricClass.LEVEL:
        assert is_level
    if metric.kind in (MetricClass.RATIO, MetricClass.COHORT):
        assert is_ratio


@pytest.mark.parametrize("metric", metrics().values(), ids=metrics())
def test_every_sum_names_the_rows_it_is_made_of(metric: Metric) -> None:
    assert all(term.rows is not None for term in metric.terms)


@pytest.mark.parametrize("table", tables().values(), ids=tables())
def test_a_table_only_sums_days(table: Table) -> None:
    """A row is neither an average of months nor a few of the largest: tables do not compute them."""
    for metric in table.figures:
        for term in metric.terms:
            assert (term.month_ends, term.largest) == (None, None), metric.code


def test_a_ratio_is_made_of_the_terms_of_two_others() -> None:
    margin, revenue = metrics()["margin_rate"].terms

    assert (margin,) == metrics()["gross_margin"].terms
    assert (revenue,) == metrics()["revenue"].terms


def test_dimensions_are_found_by_name_and_know_identifiers_from_texts() -> None:
    assert dimensions()["agency"] == Dimension("agency", "Agence", "agency_id")
    assert dimensions()["agency"].is_key
    assert not dimensions()["department"].is_key
