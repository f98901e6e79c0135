"""The statement: one scan per rollup, and nothing in it but names of the catalog."""

from datetime import date

from operational.core.periods import Period
from transform.reader.catalog import metrics
from transform.reader.compiler import compile_terms
from transform.reader.filters import NO_FILTER, Filters

JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))
JUNE_BEFORE = Period(date(2025, 6, 1), date(2025, 6, 30))


def test_a_flow_reads_from_its_first_day_and_a_level_from_the_beginning() -> None:
    [flow], [level] = metrics()["revenue"].terms, metrics()["order_backlog"].terms

    read = compile_terms([flow], [JUNE, JUNE_BEFORE], filters=NO_FILTER, snapshot=7)
    assert read.sql == (
        "SELECT * FROM (SELECT sum(net) FILTER (WHERE day BETWEEN ? AND ?),"
        " sum(net) FILTER (WHERE day BETWEEN ? AND ?)"
        " FROM lake.reports.rpt_revenue_daily AT (VERSION => ?) WHERE day BETWEEN ? AND ?)"
    )
    days = [JUNE.start, JUNE.end, JUNE_BEFORE.start, JUNE_BEFORE.end]
    assert read.parameters == (*days, 7, JUNE_BEFORE.start, JUNE.end)
    assert read.columns == ((flow, JUNE), (flow, JUNE_BEFORE))

    read = compile_terms([level], [JUNE], filters=NO_FILTER, snapshot=7)
    assert read.parameters == (JUNE.end, 7, date.min, JUNE.end)


def test_terms_of_a_rollup_share_a_scan_and_a_shared_term_is_summed_once() -> None:
    terms = [term for code in ("revenue", "margin_rate") for term in metrics()[code].terms]

    read = compile_terms(terms, [JUNE], filters=NO_FILTER, snapshot=7)

    assert read.sql.count("FROM lake.reports") == 1
    assert [term.aggregate for term, _ in read.columns] == ["sum(net)", "sum(margin)"]


def test_values_of_filters_are_bound_and_never_spelled_out() -> None:
    hostile = "06') OR 1=1; DROP TABLE x; --"
    terms = metrics()["revenue"].terms

    filters = Filters.of(department=[hostile, "83"], agency=[5])
    read = compile_terms(terms, [JUNE], filters=filters, snapshot=7)

    assert hostile not in read.sql
    assert read.sql.endswith("AND agency_id IN (?) AND department IN (?, ?))")
    assert read.parameters[-3:] == (5, hostile, "83")
