"""The same seed and day make the same bytes, and what is made is a company that holds together."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row
from psycopg.sql import SQL, Identifier

from geo.communes import communes
from operational.migrations.metadata import SCHEMAS
from operational.till.rules import Seal, is_sealed, receipt_record
from orchestration.demo.build import DemoRefused, create_company, create_demo
from orchestration.demo.till import key_of
from orchestration.demo.verify import INVARIANTS, Incoherent, verify
from orchestration.demo.world import World
from tests.conftest import new_database

TODAY = date(2026, 11, 24)
TABLES = "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = ANY (%s) ORDER BY 1, 2"
TEXTS = """
    SELECT table_schema, table_name, column_name FROM information_schema.columns
    WHERE table_schema = ANY (%s) AND data_type IN ('text', 'character varying', 'USER-DEFINED')
"""

STORY = {
    "three agencies": "SELECT count(*) = 3 FROM core.agency",
    "25 employees": "SELECT count(*) = 25 FROM crm.employee WHERE left_on IS NULL",
    "40 suppliers": "SELECT count(*) = 40 FROM crm.supplier",
    "items in families": """
        SELECT count(*) > 500 AND count(DISTINCT item_subfamily_id) > 30 FROM catalog.item""",
    "four years": """
        SELECT min(issued_on) <= '2022-11-24' AND max(issued_on) BETWEEN '2026-11-10' AND '2026-11-24'
        FROM sales.invoice""",
    "seasons": """
        SELECT sum(net) FILTER (WHERE extract(month FROM issued_on) IN (5, 6, 7))
            > 1.3 * sum(net) FILTER (WHERE extract(month FROM issued_on) IN (12, 1, 2))
        FROM sales.invoice WHERE issued_on < '2026-11-01'""",
    "growth": """
        SELECT sum(net) FILTER (WHERE issued_on >= '2025-11-24')
            > sum(net) FILTER (WHERE issued_on BETWEEN '2022-11-24' AND '2023-11-23')
        FROM sales.invoice WHERE kind <> 'credit_note'""",
    "quotes that convert, are refused and expire": """
        SELECT count(DISTINCT state) = 3 FROM sales.quote
        WHERE state IN ('accepted', 'refused', 'expired')""",
    "progress claims with retention": """
        SELECT count(*) > 0 FROM sales.invoice WHERE kind = 'progress' AND retention_gross > 0""",
    "down payments deducted": "SELECT count(*) > 0 FROM sales.down_payment_deduction",
    "credit notes": "SELECT count(*) > 0 FROM sales.invoice WHERE kind = 'credit_note'",
    "late payers and reminders": "SELECT count(DISTINCT level) >= 2 FROM sales.dunning_notice",
    "stock and purchases": """
        SELECT (SELECT count(*) FROM stock.stock_movement) > 0
            AND (SELECT count(*) FROM purchasing.goods_receipt_line) > 0""",
    "tickets in and out of warranty": """
        SELECT count(DISTINCT under_warranty) = 2 FROM service.service_ticket""",
    "contracts renewed": "SELECT count(*) > 0 FROM contracts.contract_renewal",
    "contracts not renewed": """
        SELECT count(*) > 0 FROM contracts.service_contract AS c
        WHERE c.ends_on < '2026-10-01' AND NOT EXISTS (
            SELECT FROM contracts.contract_renewal AS r WHERE r.old_contract_id = c.id)""",
    "appointments": "SELECT count(*) > 0 FROM planning.appointment",
    "surveys": "SELECT count(*) > 0 FROM service.satisfaction_survey WHERE score IS NOT NULL",
    "mileage": "SELECT count(*) > 0 FROM planning.mileage_trip",
    "commission plans": "SELECT count(*) > 0 FROM sales.commission_plan",
    "targets reached and missed": """
        SELECT count(DISTINCT reached) = 2 FROM (
            SELECT coalesce(sum(i.net), 0) >= t.net AS reached
            FROM sales.sales_target AS t LEFT JOIN sales.invoice AS i
                ON i.salesperson_id = t.salesperson_id AND date_trunc('month', i.issued_on) = t.month
            WHERE t.month < '2026-11-01' GROUP BY t.id, t.net) AS months""",
    "a trial balance that balances": """
        SELECT sum(debit) = sum(credit) AND sum(debit) > 0 FROM accounting.entry_line""",
    "entries that balance": """
        SELECT count(*) = 0 FROM (
            SELECT FROM accounting.entry_line GROUP BY journal_entry_id
            HAVING sum(debit) <> sum(credit)) AS faults""",
}
"""What must be true, by what it is about."""


RECEIPTS = """
    SELECT r.*, t.code AS till, u.email AS cashier, c.reference AS customer, o.number AS opposite_of
    FROM till.till_receipt AS r
    JOIN till.till AS t ON t.id = r.till_id
    JOIN identity.app_user AS u ON u.id = r.cashier_id
    LEFT JOIN crm.customer AS c ON c.id = r.customer_id
    LEFT JOIN till.till_receipt AS o ON o.id = r.opposite_of_id"""
RECEIPT_LINES = """
    SELECT l.*, i.reference AS item FROM till.till_receipt_line AS l
    JOIN catalog.item AS i ON i.id = l.item_id ORDER BY l.position"""
RECEIPT_PAYMENTS = """
    SELECT p.*, m.code AS payment_method FROM till.till_receipt_payment AS p
    JOIN payments.payment_method AS m ON m.id = p.payment_method_id"""


@pytest.fixture(scope="module")
def company(server_url: str, template: str) -> Iterator[psycopg.Connection]:
    """A company at a twentieth of its size; only to be read."""
    with new_database(server_url, template=template) as url:
        create_demo(url, seed=1, scale=0.05, today=TODAY)
        with psycopg.connect(url) as connection:
            yield connection


def bytes_of(url: str) -> dict[str, str]:
    """A digest of every table, but for the change log: it tells the server's transactions."""
    with psycopg.connect(url) as connection:
        tables = connection.execute(TABLES, [list(SCHEMAS)]).fetchall()
        return {
            f"{schema}.{table}": digest(connection, schema, table)
            for schema, table in tables
            if (schema, table) != ("core", "change")
        }


def digest(connection: psycopg.Connection, schema: str, table: str) -> str:
    found = sha256()
    everything = SQL("COPY (SELECT * FROM {} ORDER BY 1) TO STDOUT")
    with connection.cursor().copy(everything.format(Identifier(schema, table))) as copy:
        for block in copy:
            found.update(block)
    return found.hexdigest()


def test_the_same_seed_and_day_make_the_same_bytes(server_url: str, template: str) -> None:
    def made(seed: int) -> dict[str, str]:
        with new_database(server_url, template=template) as url:
            create_demo(url, seed=seed, scale=0.02, today=TODAY)
            return bytes_of(url)

    first, again, other = made(1), made(1), made(2)

    assert {name for name, found in first.items() if again[name] != found} == set()
    assert first["sales.invoice"] != other["sales.invoice"]


def test_a_large_company_is_made_of_blocks_that_share_nothing_unique(database_url: str) -> None:
    create_company(database_url, world=World(seed=1, today=TODAY, blocks=3, size=0.02))

    with psycopg.connect(database_url) as connection:
        employees = connection.execute("SELECT count(*) FROM crm.employee").fetchone()
    assert employees == (75,)


@pytest.mark.parametrize("about", STORY)
def test_story(company: psycopg.Connection, about: str) -> None:
    assert company.execute(STORY[about]).fetchone() == (True,)


def test_people_write_from_domains_that_nobody_has(company: psycopg.Connection) -> None:
    for schema, table, column in company.execute(TEXTS, [list(SCHEMAS)]).fetchall():
        addresses = SQL(r"SELECT substring({}::text FROM '[^@ <]+@([^@ >,;]+)') FROM {}")
        asked = SQL(
            "SELECT domain FROM ({}) AS found(domain)"
            r" WHERE domain !~ '(^|\.)(example|example\.(com|net|org))\.?$' LIMIT 1"
        ).format(addresses.format(Identifier(column), Identifier(schema, table)))
        assert company.execute(asked).fetchall() == [], f"{schema}.{table}.{column}"


def test_addresses_are_in_real_communes_at_their_place(company: psycopg.Connection) -> None:
    rows = company.execute(
        "SELECT city, latitude, longitude FROM crm.site WHERE latitude IS NOT NULL"
    ).fetchall()

    assert len(rows) > 100
    far = [row for row in rows if _degrees_from_commune(*row) > 0.25]
    assert far == []


def _degrees_from_commune(city: str, latitude: float, longitude: float) -> float:
    return min(
        max(abs(float(latitude) - found[0]), abs(float(longitude) - found[1]))
        for found in _places()[city]
    )


@cache
def _places() -> dict[str, list[tuple[float, float]]]:
    rows = communes().select("nom", "lat", "lon").drop_nulls()
    found: dict[str, list[tuple[float, float]]] = {}
    for name, latitude, longitude in rows.iter_rows():
        found.setdefault(name, []).append((latitude, longitude))
    return found


@pytest.mark.parametrize("name", INVARIANTS)
def test_every_invariant_holds(company: psycopg.Connection, name: str) -> None:
    assert company.execute(SQL(INVARIANTS[name])).fetchall() == []


def test_every_receipt_is_what_its_seal_covers(company: psycopg.Connection) -> None:
    cursor = company.cursor(row_factory=dict_row)
    parts = [
        by_receipt(cursor.execute(query).fetchall())
        for query in (RECEIPT_LINES, "SELECT * FROM till.till_receipt_vat", RECEIPT_PAYMENTS)
    ]
    receipts = cursor.execute(RECEIPTS).fetchall()

    assert {receipt["kind"] for receipt in receipts} == {"sale", "return", "void"}
    for receipt in receipts:
        lines, vats, payments = (part[receipt["id"]] for part in parts)
        record = receipt_record(
            till=receipt["till"], receipt=receipt, lines=lines, vats=vats, payments=payments
        )
        assert is_sealed(
            record=record,
            previous_hash=receipt["previous_hash"],
            by=Seal(receipt["hash"], receipt["signature"]),
            key=key_of(World(seed=1, today=TODAY)),
        ), receipt["number"]


def by_receipt(rows: list[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    found = defaultdict(list)
    for row in rows:
        found[row["till_receipt_id"]].append(row)
    return found


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE sales.invoice SET net = net + 1, gross = gross + 1 WHERE issued_on IS NOT NULL",
        "UPDATE sales.payment_allocation SET amount = amount * 10",
        "UPDATE accounting.entry_line SET debit = debit + 1 WHERE debit > 0",
        "UPDATE stock.stock_level SET quantity = quantity + 1",
    ],
)
def test_a_company_that_does_not_hold_together_is_refused(
    company: psycopg.Connection, damage: str
) -> None:
    with company.transaction(force_rollback=True):
        company.execute("SET LOCAL session_replication_role = 'replica'")
        company.execute(SQL(damage))
        with pytest.raises(Incoherent):
            verify(company)


def test_a_demo_never_mixes_with_a_company(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("INSERT INTO core.company (name) VALUES ('Dupont SARL')")

    with pytest.raises(DemoRefused) as refused:
        create_demo(database_url, scale=0.01, today=TODAY)

    assert refused.value.company == "Dupont SARL"
