"""Whole tables: every type exact, and every row from one snapshot whatever is written meanwhile."""

from datetime import date, time
from decimal import Decimal
from uuid import UUID

from orchestration.load.plan import LoadMode
from tests.orchestration.load.shop import Shop

ALL_TYPES = """
CREATE TABLE shop.sample (
    id bigint PRIMARY KEY,
    amount numeric(14, 2),
    price numeric(16, 4),
    progress numeric(19, 16),
    label text,
    mail citext,
    reference uuid,
    document jsonb,
    tags text[],
    sizes bigint[],
    active boolean,
    day date,
    opens_at time,
    happened_at timestamptz,
    image bytea,
    "order" integer
);
SELECT core.track_changes('shop.sample');
"""
UUID_TEXT = "0b0e7a3c-5f7e-4a52-9d2e-6d0f0c8b1a11"


def test_every_type_survives_exactly_by_both_paths(shop: Shop) -> None:
    row = f"""
        0.01, -1234.5678, 33.3333333333333333, 'Chauffe-eau «é» 100 %', 'Ana@Example.org',
        '{UUID_TEXT}', '{{"a": [1, "é"]}}', ARRAY['x', NULL, 'y,z'], ARRAY[3, 4], true,
        '2024-02-29', '08:30:00', '2026-03-29 01:59:59.123456+01', '\\xcafe', 7
    """
    shop.run(ALL_TYPES, f"INSERT INTO shop.sample VALUES (1, {row})")
    shop.load()
    shop.run(f"INSERT INTO shop.sample VALUES (2, {row})")
    assert shop.load().tables == {"shop.sample": 1}

    columns = "* EXCLUDE (id, happened_at), epoch_us(happened_at)"
    by_bulk, by_change = shop.read(f"SELECT {columns} FROM lake.raw_shop.sample ORDER BY id")

    assert by_bulk == by_change
    assert by_bulk == (
        Decimal("0.01"),
        Decimal("-1234.5678"),
        Decimal("33.3333333333333333"),
        "Chauffe-eau «é» 100 %",
        "Ana@Example.org",
        str(UUID(UUID_TEXT)),
        '{"a": [1, "é"]}',
        ["x", None, "y,z"],
        [3, 4],
        True,
        date(2024, 2, 29),
        time(8, 30),
        b"\xca\xfe",
        7,
        1774745999123456,
    )


def test_money_is_exact_at_both_ends_of_its_range(shop: Shop) -> None:
    amounts = ["0.01", "-0.01", "999999999999.99", "-999999999999.99", "0.10", "1234567890.12"]
    values = ", ".join(f"('{amount}', {amount})" for amount in amounts)
    shop.run(f"INSERT INTO shop.account (owner, balance) VALUES {values}")
    shop.load()
    shop.run("UPDATE shop.account SET balance = balance WHERE id > 3")
    shop.load()

    rows = shop.read("SELECT owner, balance, typeof(balance) FROM lake.raw_shop.account")

    assert sorted(rows) == sorted((text, Decimal(text), "DECIMAL(14,2)") for text in amounts)


def test_null_rows_and_empty_tables_are_rows_and_tables(shop: Shop) -> None:
    shop.run(ALL_TYPES, "INSERT INTO shop.sample (id) VALUES (1)")
    shop.load()

    assert shop.read("SELECT * FROM lake.raw_shop.sample") == [(1, *[None] * 15)]
    assert shop.read("SELECT count(*) FROM lake.raw_shop.movement") == [(0,)]


def test_all_tables_and_the_watermark_are_of_one_snapshot(shop: Shop) -> None:
    shop.run("INSERT INTO shop.account (owner) VALUES ('Before')")

    def write(_table: str, number: int, _total: int) -> None:
        shop.run(
            f"INSERT INTO shop.account (owner) VALUES ('During {number}')",
            "INSERT INTO shop.movement (account_id, amount) SELECT max(id), 1 FROM shop.account",
        )

    steps = len(shop.load(progress=write).tables)

    assert shop.read("SELECT owner FROM lake.raw_shop.account") == [("Before",)]
    assert shop.read("SELECT count(*) FROM lake.raw_shop.movement") == [(0,)]
    result = shop.load()
    assert (result.mode, result.rows) == (LoadMode.CHANGES, 2 * steps)
    assert shop.differences() == ()


def test_a_table_read_by_several_connections_is_of_one_snapshot(shop: Shop) -> None:
    shop.run(
        "CREATE TABLE shop.wide (id bigint PRIMARY KEY, version bigint, filler text)",
        "ALTER TABLE shop.wide ALTER COLUMN filler SET STORAGE PLAIN",
        "INSERT INTO shop.wide SELECT n, 1, repeat('x', 1500) FROM generate_series(1, 20000) AS n",
        "SELECT core.track_changes('shop.wide')",
        "ANALYZE shop.wide",
    )
    assert shop.fetch(
        "SELECT relpages / 1000 FROM pg_class WHERE oid = 'shop.wide'::regclass"
    ) == [(4,)]

    def rewrite(table: str, _number: int, _total: int) -> None:
        if table == "shop.wide":
            shop.run(
                "SET LOCAL quarante.capture = 'off'",
                "UPDATE shop.wide SET version = 2",
                "SELECT core.mark_for_reload('shop.wide')",
            )

    shop.load(progress=rewrite)

    versions = "SELECT version, count(DISTINCT id), count(*) FROM lake.raw_shop.wide GROUP BY 1"
    assert shop.read(versions) == [(1, 20000, 20000)]
    shop.load()
    assert shop.read(versions) == [(2, 20000, 20000)]
