"""Runs the plain queries of `indicators.sql` and makes the twelve indicators of them."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import psycopg

QUERIES = dict(
    re.findall(
        r"-- name: (\w+)\n(.*?);\n",
        (Path(__file__).parent / "indicators.sql").read_text(),
        flags=re.DOTALL,
    )
)


def indicators(
    connection: psycopg.Connection, first: date, last: date, agency: int | None = None
) -> dict[str, Decimal | None]:
    """The value of each indicator over a period, by code; None where a ratio has no denominator."""
    values = {"first": first, "last": last, "agency": agency}

    def ask(name: str) -> tuple[Decimal, ...]:
        row = connection.execute(QUERIES[name], values).fetchone()
        assert row is not None
        return tuple(Decimal(value) for value in row)

    [revenue], [margin], [invoices] = ask("revenue"), ask("gross_margin"), ask("invoices_issued")
    lost_customers, lost_revenue = ask("lost")
    names = ("orders_amount", "order_backlog", "cash_collected", "receivables")
    return {
        "revenue": revenue,
        "gross_margin": margin,
        "margin_rate": margin / revenue if revenue else None,
        "average_invoice": revenue / invoices if invoices else None,
        **{name: ask(name)[0] for name in (*names, "overdue_receivables", "new_customers")},
        "lost_customers": lost_customers,
        "lost_revenue": lost_revenue,
    }
