"""A table of documents: on screen in French, and in files with the same content."""

from datetime import date
from decimal import Decimal

import polars as pl

from dashboards.components.table import ROWS_SHOWN, Column, Kind, Table, csv, html

COLUMNS = (
    Column("customer", "Client"),
    Column("paid_on", "Date", Kind.DAY),
    Column("month", "Mois", Kind.MONTH),
    Column("value", "Montant TTC (€)", Kind.NUMBER, 2),
)
ROWS = pl.DataFrame(
    {
        "customer_id": [1, 2],
        "customer": ["Dupont <b> ; fils", None],
        "paid_on": [date(2026, 5, 11), date(2026, 5, 12)],
        "month": [date(2026, 5, 1), date(2026, 5, 1)],
        "value": [Decimal("1234.50"), Decimal("-34.50")],
    }
)
TABLE = Table(COLUMNS, ROWS)


def read(text: str) -> str:
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_values_read_in_french_and_are_text_and_never_markup() -> None:
    shown = read(html(TABLE))
    assert '<td data-title="Client">Dupont &lt;b&gt; ; fils</td>' in shown
    assert '<td data-title="Client">–</td>' in shown
    assert '<td data-title="Date">11/05/2026</td>' in shown
    assert '<td data-title="Mois">mai 2026</td>' in shown
    assert '<td class="q-number" data-title="Montant TTC (€)">1 234,50</td>' in shown
    assert "customer_id" not in shown


def test_total_is_of_every_row_and_the_page_of_some() -> None:
    many = Table(COLUMNS, pl.concat([ROWS] * ROWS_SHOWN))
    shown = read(html(many, start=ROWS_SHOWN + 50))
    assert shown.count('data-title="Client"') == ROWS_SHOWN - 50
    assert "Total des 200 lignes" in shown
    assert '<td class="q-number">120 000,00</td>' in shown


def test_text_file_holds_every_row_as_spreadsheets_in_french_read_it() -> None:
    assert csv(TABLE).decode("utf-8-sig").splitlines() == [
        "Client;Date;Mois;Montant TTC (€)",
        '"Dupont <b> ; fils";11/05/2026;mai 2026;1234,50',
        ";12/05/2026;mai 2026;-34,50",
    ]


def test_text_of_a_file_is_never_a_formula() -> None:
    rows = ROWS.with_columns(customer=pl.lit("=HYPERLINK(1)"))
    assert "'=HYPERLINK(1);" in csv(Table(COLUMNS, rows)).decode("utf-8-sig")
