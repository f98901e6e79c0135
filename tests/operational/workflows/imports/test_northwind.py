"""Northwind: the totals its README states, and the same again straight from its files."""

import struct
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import pytest

from tests.operational.workflows.imports.conftest import Imported
from tests.operational.workflows.imports.steps import (
    NORTHWIND,
    bring_in,
    digest,
    read_csv,
    rows,
    value,
)

CENT = Decimal("0.01")


def on_four_bytes(number: str) -> Decimal:
    """What a REAL column of the old database holds."""
    return Decimal(struct.unpack("f", struct.pack("f", float(number)))[0])


def printed_net(line: dict[str, str]) -> Decimal:
    """The amount of a line as the old database computes it."""
    price, discount = on_four_bytes(line["unit_price"]), on_four_bytes(line["discount"])
    return (price * int(line["quantity"]) * (1 - discount)).quantize(CENT, ROUND_HALF_UP)


def decimal_net(line: dict[str, str]) -> Decimal:
    """The amount of a line in exact decimals."""
    price, discount = Decimal(line["unit_price"]), Decimal(line["discount"])
    return (price * int(line["quantity"]) * (1 - discount)).quantize(CENT, ROUND_HALF_UP)


LINES = read_csv(NORTHWIND / "order_details.csv")
ORDERS = {order["order_id"]: order for order in read_csv(NORTHWIND / "orders.csv")}


def test_every_row_is_imported(northwind: Imported) -> None:
    _url, report = northwind
    assert {name: (counts.read, counts.written) for name, counts in report.counts.items()} == {
        "families": (8, 8),
        "employees": (9, 9),
        "suppliers": (29, 29),
        "customers": (91, 91),
        "items": (77, 77),
        "stock_levels": (77, 77),
        "orders": (830, 830),
        "invoices": (809, 809),
        "lines": (2155 + 2082, 2155 + 2082),
    }
    assert (report.refusals, report.left_out) == ((), ())


def test_the_orders_are_worth_what_the_readme_states(northwind: Imported) -> None:
    url, report = northwind
    assert value(url, "SELECT sum(net) FROM sales.sales_order_line") == Decimal("1265792.95")
    assert value(url, "SELECT sum(net) FROM sales.sales_order") == Decimal("1265792.95")
    assert report.counts["orders"].net == Decimal("1265792.95")


def test_the_total_of_the_readme_is_that_of_four_byte_numbers() -> None:
    printed, decimal = ([net(line) for line in LINES] for net in (printed_net, decimal_net))
    assert sum(printed) == Decimal("1265792.95")
    assert sum(decimal) == Decimal("1265793.29")
    differences = [p - d for p, d in zip(printed, decimal, strict=True) if p != d]
    assert differences == [-CENT] * 34


@pytest.mark.parametrize(
    ("key", "imported"),
    [
        ("customer_id", "SELECT c.reference, sum(o.net) FROM sales.sales_order AS o JOIN crm.customer AS c ON c.id = o.customer_id GROUP BY 1"),
        ("order_date", "SELECT to_char(confirmed_on, 'YYYY-MM'), sum(net) FROM sales.sales_order GROUP BY 1"),
        ("employee_id", "SELECT e.code, sum(o.net) FROM sales.sales_order AS o JOIN crm.employee AS e ON e.id = o.salesperson_id GROUP BY 1"),
    ],
)  # fmt: skip
def test_orders_add_up_by_customer_month_and_salesperson(
    northwind: Imported, key: str, imported: str
) -> None:
    expected: dict[str, Decimal] = defaultdict(Decimal)
    for line in LINES:
        expected[ORDERS[line["order_id"]][key][: 7 if key == "order_date" else 9]] += printed_net(
            line
        )
    assert dict(rows(northwind[0], imported)) == expected


def test_what_was_shipped_is_invoiced_that_day(northwind: Imported) -> None:
    shipped: dict[str, Decimal] = defaultdict(Decimal)
    for line in LINES:
        if day := ORDERS[line["order_id"]]["shipped_date"]:
            shipped[day[:7]] += printed_net(line)
    invoiced = "SELECT to_char(issued_on, 'YYYY-MM'), sum(net) FROM sales.invoice GROUP BY 1"
    assert dict(rows(northwind[0], invoiced)) == shipped
    assert sum(shipped.values()) == Decimal("1239855.51")


def test_what_was_not_shipped_is_left_to_invoice(northwind: Imported) -> None:
    unshipped = [line for line in LINES if not ORDERS[line["order_id"]]["shipped_date"]]
    left = """
        SELECT sum(l.net - coalesce(i.net, 0)), count(DISTINCT o.id)
        FROM sales.sales_order AS o JOIN sales.sales_order_line AS l ON l.sales_order_id = o.id
        LEFT JOIN sales.invoice_line AS i ON i.sales_order_line_id = l.id
        WHERE o.state = 'confirmed'
    """
    assert rows(northwind[0], left) == [(sum(map(printed_net, unshipped)), 21)]


def test_every_invoiced_line_is_that_of_its_order(northwind: Imported) -> None:
    differing = """
        SELECT count(*) FROM sales.invoice_line AS i
        LEFT JOIN sales.sales_order_line AS o ON o.id = i.sales_order_line_id
        WHERE (i.item_id, i.net) IS DISTINCT FROM (o.item_id, o.net)
    """
    assert value(northwind[0], differing) == 0


def test_customers_are_those_who_ordered_since_their_first_order(northwind: Imported) -> None:
    expected: dict[str, str] = {}
    for order in ORDERS.values():
        first = expected.get(order["customer_id"], order["order_date"])
        expected[order["customer_id"]] = min(first, order["order_date"])
    since = "SELECT reference, customer_since::text FROM crm.customer WHERE stage = 'customer'"
    assert dict(rows(northwind[0], since)) == expected
    assert value(northwind[0], "SELECT count(*) FROM crm.customer WHERE stage = 'prospect'") == 2


def test_the_stock_is_what_was_counted(northwind: Imported) -> None:
    expected = {
        item["product_id"]: (Decimal(item["units_in_stock"]), Decimal(item["reorder_level"]))
        for item in read_csv(NORTHWIND / "products.csv")
    }
    stock = """
        SELECT i.reference, coalesce(l.quantity, 0), r.reorder_level
        FROM catalog.item AS i JOIN stock.reorder_rule AS r ON r.item_id = i.id
        LEFT JOIN stock.stock_level AS l ON l.item_id = i.id
    """
    assert {key: (level, alert) for key, level, alert in rows(northwind[0], stock)} == expected


def test_a_second_import_changes_nothing(northwind: Imported) -> None:
    url, first = northwind
    before = digest(url)
    second = bring_in(url, NORTHWIND, "northwind")
    assert digest(url) == before
    assert second.total.unchanged == first.total.written
    assert second.total.written == second.total.refused == 0


def test_lines_without_cost_are_counted(northwind: Imported) -> None:
    _url, report = northwind
    assert report.without_cost == {"order_details.csv": 2082}


def test_columns_that_are_not_brought_are_said(northwind: Imported) -> None:
    _url, report = northwind
    assert "freight" in report.unused_columns["orders.csv"]
    assert "order_details.csv" not in report.unused_columns
