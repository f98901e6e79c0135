"""The statement: one scan per table, and nothing in it but names of the catalog."""

from datetime import date

from operational.core.periods import Period
from transform.reader.catalog import metrics
from transform.reader.compiler import compile_terms
from transform.reader.filters import NO_FILTER, Filters

JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))
JUNE_BEFORE = Period(date(2025, 6, 1), date(2025, 6, 30))
TWO_DIMENSIONS = Filters.of(department=["06"], supplier=[3])


def test_a_flow_reads_the_days_of_its_periods() -> None:
    [flow] = metrics()["revenue"].terms

    [read] = compile_terms([flow], [JUNE, JUNE_BEFORE], filters=TWO_DIMENSIONS, snapshot=7)

    assert read.sql == (
        "SELECT sum(t0) FILTER (WHERE day BETWEEN ? AND ?),"
        " sum(t0) FILTER (WHERE day BETWEEN ? AND ?)"
        " FROM (SELECT day AS day, sum(net) AS t0"
        " FROM lake.reports.rpt_revenue_daily AT (VERSION => ?)"
        " WHERE day BETWEEN ? AND ? AND department IN (?) AND supplier_id IN (?) GROUP BY ALL)"
    )
    days = [JUNE.start, JUNE.end, JUNE_BEFORE.start, JUNE_BEFORE.end]
    assert read.parameters == (*days, 7, JUNE_BEFORE.start, JUNE.end, "06", 3)
    assert read.columns == ((flow, JUNE), (flow, JUNE_BEFORE))


def test_a_level_reads_from_the_beginning() -> None:
    [level] = metrics()["order_backlog"].terms

    [read] = compile_terms([level], [JUNE], filters=NO_FILTER, snapshot=7)

    assert "sum(value) FILTER (WHERE day <= ?)" in read.sql
    assert read.parameters == (JUNE.end, 7, "all", date.min, JUNE.end, "backlog_net")


def test_terms_of_a_table_share_a_scan_and_a_shared_term_is_summed_once() -> None:
    terms = [term for code in ("revenue", "margin_rate") for term in metrics()[code].terms]

    [read] = compile_terms(terms, [JUNE], filters=TWO_DIMENSIONS, snapshot=7)

    assert read.sql.count("FROM lake.reports") == 1
    assert [term.measure for term, _ in read.columns] == ["revenue_net", "margin_net"]


def test_the_summary_is_read_for_one_dimension_besides_the_agency() -> None:
    terms = [term for code in ("revenue", "orders_amount") for term in metrics()[code].terms]

    for filters in (NO_FILTER, Filters.of(agency=[1], salesperson=[2])):
        [read] = compile_terms(terms, [JUNE, JUNE_BEFORE], filters=filters, snapshot=7)
        assert read.sql.count("FROM lake.reports") == 1
        assert "reports.rpt_board_daily AT" in read.sql
        assert read.sql.count("sum(value)") == 2
        assert read.told([("revenue_net", 5, 4)]) == {
            **dict(zip(read.columns[:2], (5, 4), strict=True)),
            **dict.fromkeys(read.columns[2:]),
        }

    filters = Filters.of(department=["06"], salesperson=[2])
    assert len(compile_terms(terms, [JUNE], filters=filters, snapshot=7)) == 2


def test_members_of_a_dimension_of_the_summary_are_bound_as_text() -> None:
    [flow] = metrics()["revenue"].terms

    [read] = compile_terms(
        [flow], [JUNE], filters=Filters.of(agency=[5], salesperson=[2, 3]), snapshot=7
    )

    assert "WHERE dimension = ? AND member IN (?, ?) AND agency_id IN (?) AND day" in read.sql
    assert read.parameters[2:7] == (7, "salesperson", "2", "3", 5)


def test_values_of_filters_are_bound_and_never_spelled_out() -> None:
    hostile = "06') OR 1=1; DROP TABLE x; --"
    filters = Filters.of(department=[hostile, "83"], supplier=[5])

    [read] = compile_terms(metrics()["revenue"].terms, [JUNE], filters=filters, snapshot=7)

    assert hostile not in read.sql
    assert "AND department IN (?, ?) AND supplier_id IN (?) GROUP BY" in read.sql
    assert read.parameters[-3:] == (hostile, "83", 5)
