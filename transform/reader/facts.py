"""The rows of the marts behind a figure, as a source of the same sums: by document, item, customer…"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

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
    """What a person reads instead of keys: columns of a mart, found by those keys there.

    `shown` gives its columns by what they are called; `details` those shown only where asked for.
    """

    keys: Mapping[str, str]
    table: str
    shown: Mapping[str, str]
    details: Mapping[str, str] = field(default_factory=dict)


def _name(key: str, table: str, column: str, *, called: str, its_key: str | None = None) -> Name:
    return Name({key: its_key or key}, table, {called: column})


NAMES = (
    Name(
        {"document_type": "document_type", "document_id": "document_id"},
        "fct_revenue_documents",
        {"document_reference": "document_reference"},
    ),
    Name(
        {"customer_id": "customer_id"},
        "dim_customers",
        {"customer": "name"},
        {"customer_reference": "reference", "city": "city"},
    ),
    Name(
        {"customer_id": "customer_id"},
        "dim_customer_contacts",
        {},
        {"phone": "phone", "email": "email"},
    ),
    Name(
        {"customer_id": "customer_id"},
        "fct_last_reminders",
        {},
        {"last_reminded_on": "last_reminded_on", "last_reminder": "level"},
    ),
    Name(
        {"sales_order_id": "sales_order_id"},
        "dim_sales_orders",
        {},
        {
            "project": "project",
            "planned_end_on": "planned_end_on",
            "last_invoiced_on": "last_invoiced_on",
        },
    ),
    Name(
        {"item_id": "item_id"},
        "dim_items",
        {"item": "designation"},
        {"item_reference": "reference"},
    ),
    _name("item_family_id", "dim_item_families", "label", called="item_family"),
    _name("item_subfamily_id", "dim_item_subfamilies", "label", called="item_subfamily"),
    _name("supplier_id", "dim_suppliers", "name", called="supplier"),
    _name("agency_id", "dim_agencies", "name", called="agency"),
    _name("salesperson_id", "dim_employees", "name", called="salesperson", its_key="employee_id"),
    _name("employee_id", "dim_employees", "name", called="employee"),
    _name("service_type_id", "dim_service_types", "label", called="service_type"),
    _name("lead_source_id", "dim_lead_sources", "label", called="lead_source"),
    _name("journal_id", "dim_journals", "label", called="journal"),
    Name(
        {"account_id": "account_id"},
        "dim_accounts",
        {"account": "label", "account_number": "number"},
    ),
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


def known_columns(table: str, columns: Columns) -> frozenset[str]:
    """The columns of a mart, and those it can borrow."""
    own = columns(table)
    return own.union(*(link.columns for link in LINKS if link.key in own))


def with_names(
    statement: Expression, *, keys: Sequence[str], snapshot: int, details: Sequence[str] = ()
) -> Expression:
    """The rows of a statement, with what a person reads for the keys among its columns."""
    used = [
        (name, columns)
        for name in NAMES
        if name.keys.keys() <= set(keys) and (columns := _columns(name, details))
    ]
    names = "".join(
        f", {name.table}.{column} AS {called}"
        for name, columns in used
        for called, column in columns.items()
    )
    joins = "".join(
        f" LEFT JOIN {LAKE}.marts.{name.table} AS {name.table} AT (VERSION => ?) ON "
        + " AND ".join(f"found.{key} = {name.table}.{its}" for key, its in name.keys.items())
        for name, _ in used
    )
    return Expression(
        f"SELECT found.*{names} FROM ({statement.sql}) AS found{joins}",
        (*statement.parameters, *(snapshot,) * len(used)),
    )


def _columns(name: Name, details: Sequence[str]) -> dict[str, str]:
    asked = {called: column for called, column in name.details.items() if called in details}
    return {**name.shown, **asked}


def rows_of(term: Term) -> Rows:
    """The rows that a term sums; every term of the catalog has them (a test says so)."""
    assert term.rows is not None, term.measure  # noqa: S101
    return term.rows
