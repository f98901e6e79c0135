"""From a row of PostgreSQL to the customer, the item, the document… it belongs to, by foreign keys."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Table

from operational.migrations.metadata import import_all_models


@dataclass(frozen=True, slots=True)
class Step:
    """The next table on the way: joined where its `column` is the `previous` one's."""

    table: str
    column: str
    previous: str


@dataclass(frozen=True, slots=True)
class Path:
    """The way from a table to a key of the kind looked for: a column of the last table on it.

    `always` says that a row of the table that has no such key concerns nothing of that kind.
    """

    steps: tuple[Step, ...]
    key: str
    always: bool


def _back(table: str, column: str, *, previous: str = "id", key: str = "id") -> Path:
    """One step to the rows of a table whose `column` is the `previous` one of the row that changed."""
    return Path((Step(table, column, previous),), key, always=True)


BACKWARDS: Mapping[tuple[str, str], Path] = {
    ("crm.party", "crm.customer"): _back("crm.customer", "party_id"),
    ("crm.address", "crm.customer"): _back("crm.customer", "party_id", previous="party_id"),
    ("crm.contact_point", "crm.customer"): _back("crm.customer", "party_id", previous="party_id"),
    ("projects.project", "sales.sales_order"): _back("sales.sales_order", "project_id"),
    ("service.equipment", "service.service_ticket"): _back(
        "service.service_ticket", "equipment_id"
    ),
    ("sales.invoice_line", "service.service_ticket"): _back(
        "service.service_ticket", "invoice_line_id"
    ),
    ("till.till_receipt_line", "service.service_ticket"): _back(
        "service.service_ticket", "till_receipt_line_id"
    ),
    ("till.till_receipt", "till.till_receipt_payment"): _back(
        "till.till_receipt_payment", "till_receipt_id"
    ),
    ("purchasing.purchase_order_line", "purchasing.goods_receipt"): _back(
        "purchasing.goods_receipt_line", "purchase_order_line_id", key="goods_receipt_id"
    ),
}
"""The ways that foreign keys do not show: they point at the table that changed."""


@cache
def paths(table: str, kind: str) -> tuple[Path, ...]:
    """How the rows of a table lead to those of another one, `kind`; none where they do not.

    The way that every row has, where it is one step long; else the shortest by each foreign key.
    """
    if table == kind:
        return (Path((), "id", always=True),)
    if (table, kind) in BACKWARDS:
        return (BACKWARDS[table, kind],)
    found = [path for name in _keys(table) if (path := _shortest(table, name, kind)) is not None]
    direct = [path for path in found if path.always and not path.steps]
    return tuple(direct or found)


def _shortest(table: str, first: str, kind: str) -> Path | None:
    """The shortest way that begins with a foreign key."""
    waiting = deque([Path((), first, always=_required(table, first))])
    seen = {table}
    while waiting:
        path = waiting.popleft()
        here = path.steps[-1].table if path.steps else table
        target = _keys(here)[path.key]
        if target == kind:
            return path
        if target in seen:
            continue
        seen.add(target)
        step = Step(target, "id", path.key)
        waiting.extend(
            Path((*path.steps, step), key, always=path.always and _required(target, key))
            for key in _keys(target)
        )
    return None


@cache
def _keys(table: str) -> Mapping[str, str]:
    """The tables that the foreign keys of a table point at, by column."""
    found = _tables().get(table)
    if found is None:
        return {}
    return {
        key.parent.name: f"{key.column.table.schema}.{key.column.table.name}"
        for key in sorted(found.foreign_keys, key=lambda key: key.parent.name)
        if key.column.name == "id"
    }


def _required(table: str, column: str) -> bool:
    return not _tables()[table].columns[column].nullable


@cache
def _tables() -> Mapping[str, Table]:
    return import_all_models().metadata.tables
