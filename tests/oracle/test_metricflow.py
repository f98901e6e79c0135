"""The figures by the reader and by MetricFlow, which reads the same declarations its own way.

On a company of the oracle, so that the plain SQL agrees with both; it alone says what MetricFlow
cannot.
"""

import pytest

from operational.core.periods import Period
from tests.oracle import plain_sql
from tests.oracle.companies import Opened
from tests.oracle.metricflow import Figures, MetricFlow, Value, is_expressible
from transform.reader import Figure, Filters
from transform.reader.catalog import Form, metrics

DIMENSIONS = ("agency", "salesperson", "department", "item_family")
EXPRESSIBLE = [metric for metric in metrics().values() if is_expressible(metric)]

demo = pytest.mark.parametrize("company", ["demo-1"], indirect=True)


@pytest.fixture(scope="module")
def metricflow(company: Opened) -> MetricFlow:
    """MetricFlow, with what dbt wrote of the company's warehouse."""
    return MetricFlow(company.work_dir / "target" / "semantic_manifest.json")


@demo
def test_reader_equals_metricflow(company: Opened, metricflow: MetricFlow) -> None:
    year, month, _, quarter, *others = company.case.periods
    computed = _compare(company, metricflow, year)
    assert None not in {figures[None] for figures in computed.values()}, computed
    for period in (month, quarter, *others[-3:-1]):
        _compare(company, metricflow, period)


@demo
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_so_it_does_by_dimension(company: Opened, metricflow: MetricFlow, dimension: str) -> None:
    _compare(company, metricflow, company.case.periods[3], by=dimension)


def _compare(
    company: Opened, metricflow: MetricFlow, period: Period, *, by: str | None = None
) -> Figures:
    """Compares every figure that MetricFlow can say, and returns what it says."""
    known = [metric for metric in EXPRESSIBLE if by in (None, *metric.filters)]
    computed = metricflow.figures(company.reader._connection.cursor(), known, period, by=by)
    for value in _values(computed) if by else [None]:
        read = company.reader.kpis(
            period,
            today=company.case.today,
            filters=Filters.of(**{by: [value]} if by else {}),
            to_date=False,
            metrics=[metric.code for metric in known],
        )
        for figure in read.figures:
            expected = computed[figure.metric.code].get(value)
            assert _is_same(figure, expected), (figure.metric.code, period, value, expected)
    return computed


def _values(computed: Figures) -> list[Value]:
    """The first values of a dimension, of which there are some."""
    values = {value for figures in computed.values() for value in figures} - {None}
    assert values
    return sorted(values)[:2]


def _is_same(figure: Figure, computed: Value) -> bool:
    """Equal to the last digit, a ratio to nine; of nothing summed, SQL knows neither more nor less."""
    if computed is None:
        return not figure.value or figure.metric.form is Form.DIFFERENCE
    if isinstance(computed, float) and figure.value is not None:
        return float(figure.value) == pytest.approx(computed, rel=1e-9)
    return bool(figure.value == computed)


def test_what_metricflow_cannot_say_plain_sql_does() -> None:
    left = {metric.code for metric in metrics().values() if not is_expressible(metric)}

    assert 0 < len(left) < len(EXPRESSIBLE) / 4
    assert left <= {*plain_sql.VALUES, *plain_sql.RATIOS}
