"""The web shop: the totals its README states, and the same again straight from its file."""

from collections import defaultdict
from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow.parquet
import pytest

from tests.operational.workflows.imports.conftest import Imported
from tests.operational.workflows.imports.steps import ONLINE_RETAIL, bring_in, digest, rows, value

SIGNED = "CASE kind WHEN 'credit_note' THEN -net ELSE net END"


@cache
def raw_lines() -> list[dict[str, Any]]:
    """The lines of the file, as they are."""
    lines: list[dict[str, Any]] = pyarrow.parquet.read_table(ONLINE_RETAIL).to_pylist()
    return lines


def worth(line: dict[str, Any]) -> Decimal:
    """Quantity × price: prices have at most two decimals, so this is exact to the cent."""
    quantity: int = line["Quantity"]
    return quantity * Decimal(repr(line["UnitPrice"]))


def test_every_line_is_imported(online_retail: Imported) -> None:
    url, report = online_retail
    assert {name: counts.written for name, counts in report.counts.items()} == {
        "customers": 1749 + 1,
        "items": len({line["StockCode"] for line in raw_lines()}),
        "invoices": 4894,
        "lines": 105_335,
    }
    assert report.total.refused == 0
    assert value(url, "SELECT count(*) FROM sales.invoice_line") == 105_335


def test_the_invoices_are_worth_what_the_readme_states(online_retail: Imported) -> None:
    url, report = online_retail
    assert sum(map(worth, raw_lines())) == Decimal("1807019.93")
    assert value(url, f"SELECT sum({SIGNED}) FROM sales.invoice") == Decimal("1807019.93")
    assert report.counts["invoices"].net == Decimal("1807019.93")


@pytest.mark.parametrize(
    ("imported", "column", "length"),
    [
        (f"SELECT to_char(issued_on, 'YYYY-MM'), sum({SIGNED}) FROM sales.invoice GROUP BY 1", "InvoiceDate", 7),
        (f"SELECT c.reference, sum({SIGNED}) FROM sales.invoice AS i JOIN crm.customer AS c ON c.id = i.customer_id GROUP BY 1", "CustomerID", 9),
        (f"SELECT reference, sum({SIGNED}) FROM sales.invoice GROUP BY 1", "InvoiceNo", 9),
    ],
    ids=["month", "customer", "invoice"],
)  # fmt: skip
def test_invoices_add_up_by_month_customer_and_number(
    online_retail: Imported, imported: str, column: str, length: int
) -> None:
    expected: dict[str, Decimal] = defaultdict(Decimal)
    for line in raw_lines():
        key = line[column]
        expected["COMPTOIR" if key is None else str(key)[:length]] += worth(line)
    assert dict(rows(online_retail[0], imported)) == expected


def test_cancellations_are_credit_notes_of_positive_quantities(online_retail: Imported) -> None:
    url, _report = online_retail
    credit_notes = rows(url, "SELECT reference FROM sales.invoice WHERE kind = 'credit_note'")
    assert len(credit_notes) == 805
    assert all(reference.startswith("C") for [reference] in credit_notes)
    lines = """
        SELECT count(*), min(l.quantity) > 0 FROM sales.invoice_line AS l
        JOIN sales.invoice AS i ON i.id = l.invoice_id WHERE i.kind = 'credit_note'
    """
    assert rows(url, lines) == [(1904, True)]


def test_lines_without_customer_are_not_lost(online_retail: Imported) -> None:
    counter = """
        SELECT count(*) FROM sales.invoice_line AS l JOIN sales.invoice AS i ON i.id = l.invoice_id
        JOIN crm.customer AS c ON c.id = i.customer_id WHERE c.reference = 'COMPTOIR'
    """
    assert value(online_retail[0], counter) == 36_210


def test_lines_without_cost_are_counted(online_retail: Imported) -> None:
    _url, report = online_retail
    sold = sum(worth(line) != 0 for line in raw_lines())
    assert report.without_cost == {ONLINE_RETAIL.name: sold}


def test_invoices_are_due_on_their_day(online_retail: Imported) -> None:
    due = """
        SELECT sum(CASE i.kind WHEN 'credit_note' THEN -s.amount ELSE s.amount END)
        FROM sales.instalment AS s JOIN sales.invoice AS i ON i.id = s.invoice_id
        WHERE s.due_on = i.issued_on
    """
    assert value(online_retail[0], due) == Decimal("1807019.93")


def test_a_second_import_changes_nothing(online_retail: Imported) -> None:
    url, _first = online_retail
    before = digest(url)
    second = bring_in(url, ONLINE_RETAIL, "online_retail")
    assert digest(url) == before
    assert (second.total.written, second.total.unchanged) == (0, 1750 + 3159 + 4894 + 105_335)
