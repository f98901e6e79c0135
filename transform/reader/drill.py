"""From a term of a figure to the documents that it sums."""

from dataclasses import replace

from operational.core.periods import Period
from transform.reader.catalog import Term
from transform.reader.compiler import Expression, kept, span, total
from transform.reader.facts import Columns, fact_source, rows_of, with_names
from transform.reader.filters import Filters


def compile_documents(
    term: Term, period: Period, *, filters: Filters, columns: Columns, snapshot: int
) -> Expression:
    """The statement for the documents of a term: the largest first, none that sums to nothing."""
    by = rows_of(term).by if term.largest is None else (term.largest.by,)
    summed = _summed(term, period, by=by, filters=filters, columns=columns, snapshot=snapshot)
    most = "" if term.largest is None else f" LIMIT {term.largest.count}"
    order = "value DESC" if term.largest else ", ".join(["abs(value) DESC", *by])
    found = Expression(
        f"SELECT * FROM ({summed.sql}) WHERE value <> 0 ORDER BY {order}{most}", summed.parameters
    )
    named = with_names(found, keys=by, snapshot=snapshot)
    return replace(named, sql=f"{named.sql} ORDER BY {order}")


def _summed(
    term: Term,
    period: Period,
    *,
    by: tuple[str, ...],
    filters: Filters,
    columns: Columns,
    snapshot: int,
) -> Expression:
    rows = rows_of(term)
    needed = [*by, *(dimension.column for dimension, _ in filters.chosen)]
    source = fact_source([term], needed=needed, columns=columns, snapshot=snapshot)
    value = total(f"({rows.expr})", term, period, day=rows.day)
    condition, days = kept(filters), span(term, period)
    keys = ", ".join(by)
    of_somebody = f" AND {keys} IS NOT NULL" if term.largest else ""
    return Expression(
        f"SELECT {keys}, min({rows.day}) AS first_day, max({rows.day}) AS last_day,"
        f" {value.sql}{_share(term)} AS value"
        f" FROM {source.table.sql} WHERE {rows.day} BETWEEN ? AND ?"
        f" AND {condition.sql}{of_somebody} GROUP BY {keys}",
        (
            *value.parameters,
            *source.table.parameters,
            *(days.start, days.end),
            *condition.parameters,
        ),
    )


def _share(term: Term) -> str:
    """What a value is divided by, where the term is an average of points."""
    return f" / {term.month_ends}" if term.month_ends else ""
