"""The rows of the marts behind a figure, as a source of the same sums: by document, item, customer…"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from transform.lake import LAKE
from transform.reader.catalog import Rows, Term
from transform.reader.compiler import Expression, Source

Columns = Callable[[str], frozenset[str]]
"""The columns of a mart by its name."""


@dataclass(frozen=True, slots=True)
class Link:
    """Columns that a mart gets from another, by a key that both have."""

    table: str
    key: str
    columns: frozenset[str]


LINKS = (
    Link(
        "dim_customers",
        "customer_id",
        frozenset(
            {
                *("agency_id", "salesperson_id"),
                *("customer_status_id", "lead_source_id", "department"),
            }
        ),
    ),
    Link("dim_item_subfamilies", "item_subfamily_id", frozenset({"item_family_id"})),
)
"""Where a fact finds what its figures are filtered by and it does not have itself."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a person reads instead of a key: a column of a mart, found by the key there."""

    keys: Mapping[str, str]
    table: str
    column: str
    shown_as: str


NAMES = (
    Name(
        {"document_type": "document_type", "document_id": "document_id"},
        "fct_revenue_documents",
        "document_reference",
        "document_reference",
    ),
    Name({"customer_id": "customer_id"}, "dim_customers", "name", "customer"),
    Name({"item_id": "item_id"}, "dim_items", "designation", "item"),
    Name({"item_family_id": "item_family_id"}, "dim_item_families", "label", "item_family"),
    Name(
        {"item_subfamily_id": "item_subfamily_id"},
        "dim_item_subfamilies",
        "label",
        "item_subfamily",
    ),
    Name({"supplier_id": "supplier_id"}, "dim_suppliers", "name", "supplier"),
    Name({"agency_id": "agency_id"}, "dim_agencies", "name", "agency"),
    Name({"salesperson_id": "employee_id"}, "dim_employees", "name", "salesperson"),
    Name({"employee_id": "employee_id"}, "dim_employees", "name", "employee"),
    Name({"service_type_id": "service_type_id"}, "dim_service_types", "label", "service_type"),
    Name({"lead_source_id": "lead_source_id"}, "dim_lead_sources", "label", "lead_source"),
)


def fact_source(
    terms: Sequence[Term], *, needed: Iterable[str], columns: Columns, snapshot: int
) -> Source:
    """The mart that some terms sum, with the columns needed that it has to borrow."""
    rows = rows_of(terms[0])
    lacking = [name for name in needed if name not in columns(rows.table)]
    links = [(link, [name for name in lacking if name in link.columns]) for link in LINKS]
    used = [(link, names) for link, names in links if names]
    borrowed = "".join(f", {link.table}.{name}" for link, names in used for name in names)
    joins = "".join(
        f" LEFT JOIN {LAKE}.marts.{link.table} AS {link.table} AT (VERSION => ?)"
        f" ON facts.{link.key} = {link.table}.{link.key}"
        for link, _ in used
    )
    return Source(
        table=Expression(
            f"(SELECT facts.*{borrowed}"
            f" FROM {LAKE}.marts.{rows.table} AS facts AT (VERSION => ?){joins})",
            (snapshot,) * (1 + len(used)),
        ),
        day=rows.day,
        sums={term: f"sum({rows_of(term).expr})" for term in terms},
    )


def with_names(statement: Expression, *, keys: Sequence[str], snapshot: int) -> Expression:
    """The rows of a statement, with what a person reads for the keys among its columns."""
    used = [name for name in NAMES if name.keys.keys() <= set(keys)]
    names = "".join(f", {name.table}.{name.column} AS {name.shown_as}" for name in used)
    joins = "".join(
        f" LEFT JOIN {LAKE}.marts.{name.table} AS {name.table} AT (VERSION => ?) ON "
        + " AND ".join(f"found.{key} = {name.table}.{its}" for key, its in name.keys.items())
        for name in used
    )
    return Expression(
        f"SELECT found.*{names} FROM ({statement.sql}) AS found{joins}",
        (*statement.parameters, *(snapshot,) * len(used)),
    )


def rows_of(term: Term) -> Rows:
    """The rows that a term sums; every term of the catalog has them (a test says so)."""
    assert term.rows is not None, term.measure  # noqa: S101
    return term.rows
