"""Runs the plain queries, one file per section, and makes the figures of the catalog of them.

They read the entry tables, from the definitions and nothing else. Parameters: `first` and `last`,
the ends of the period; `agency`, an agency or NULL. A query gives one row; each of its columns is
an indicator, or a term of one, by its name.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import psycopg
from psycopg.rows import dict_row

from tests.oracle.commissions import commissions

SECTIONS = ("sales", "customers", "cash", "purchasing", "service", "production", "accounting")
VALUES = (
    *("revenue", "gross_margin", "quotes_amount", "orders_amount", "order_backlog"),
    *("new_customers", "active_customers", "lost_customers", "lost_revenue"),
    *("new_prospects", "sales_appointments"),
    *("cash_collected", "receivables", "overdue_receivables"),
    *("purchases", "stock_value"),
    *("service_tickets", "warranty_cost", "contract_revenue"),
    *("quantity_sold", "cost_of_sales", "month_target", "open_ordered", "open_invoiced"),
    *("lost_revenue_ever", "stock_quantity", "ledger_revenue"),
    *("overdue_0_30", "overdue_31_60", "overdue_61_90", "overdue_over_90"),
    *("tickets_resolved", "tickets_under_warranty", "service_cost"),
    *("commission", "commission_base"),
    *("warranty_labor", "warranty_travel", "warranty_parts", "warranty_invoiced"),
)
RATIOS = {
    "margin_rate": ("gross_margin", "revenue"),
    "average_invoice": ("revenue", "invoices_issued"),
    "quote_conversion_count": ("quotes_accepted", "quotes_sent"),
    "quote_conversion_amount": ("quotes_amount_accepted", "quotes_amount"),
    "signing_delay": ("signing_days", "quotes_signed"),
    "discount_rate": ("discounts", "net_before_discount"),
    "target_attainment": ("revenue", "target"),
    "retention_rate": ("customers_kept", "customers_active_before"),
    "top10_share": ("revenue_of_top10", "revenue"),
    "appointment_conversion": ("orders_confirmed", "sales_appointments"),
    "overdue_60_share": ("overdue_60", "receivables"),
    "payment_delay": ("amount_days", "amount_paid"),
    "dunning_recovery": ("recovered", "reminded"),
    "stock_turnover": ("goods_issued", "mean_stock_value"),
    "supplier_on_time": ("receipts_on_time", "receipts_promised"),
    "resolution_time": ("resolution_days", "tickets_resolved"),
    "first_visit_resolution": ("tickets_resolved_in_one_visit", "tickets_resolved_with_visit"),
    "contract_renewal": ("contracts_renewed", "contracts_ended"),
    "workload": ("planned_hours", "available_hours"),
    "on_time_completion": ("works_on_time", "works_finished"),
    "satisfaction": ("scores", "answers"),
    "mean_price": ("revenue", "quantity_sold"),
    "order_progress": ("open_invoiced", "open_ordered"),
    "prospect_conversion": ("new_customers", "new_prospects"),
    "commission_rate": ("commission", "commission_base"),
    "warranty_share": ("tickets_under_warranty", "service_tickets"),
    "warranty_cost_per_unit": ("warranty_cost", "quantity_sold"),
}
QUERIES = [
    query
    for section in SECTIONS
    for query in Path(__file__).with_name(f"{section}.sql").read_text().split(";\n")
    if query.strip()
]


def figures(
    connection: psycopg.Connection, first: date, last: date, agency: int | None = None
) -> dict[str, Decimal | None]:
    """The value of each figure over a period, by code; None where a ratio has no denominator."""
    terms = terms_of(connection, {"first": first, "last": last, "agency": agency})
    terms |= commissions(connection, first, last, agency)
    terms["mean_stock_value"] = terms["stock_values_of_12_ends"] / 12
    differences = {
        "sales_target": terms["target"],
        "target_gap": terms["revenue"] - terms["target"],
        "not_due": terms["receivables"] - terms["overdue_receivables"],
    }
    ratios = {
        code: terms[numerator] / terms[denominator] if terms[denominator] else None
        for code, (numerator, denominator) in RATIOS.items()
    }
    return {code: terms[code] for code in VALUES} | differences | ratios


def terms_of(connection: psycopg.Connection, values: dict[str, object]) -> dict[str, Decimal]:
    """The columns of all queries, by name."""
    terms: dict[str, Decimal] = {}
    for query in QUERIES:
        row = connection.cursor(row_factory=dict_row).execute(query, values).fetchone()
        assert row is not None
        terms |= {name: Decimal(value) for name, value in row.items()}
    return terms
