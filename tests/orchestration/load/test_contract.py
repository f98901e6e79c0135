"""The shape of PostgreSQL may grow; what the lake counts on may not go without a word."""

import pytest

from orchestration.load.contract import Breach, ContractBroken, UnboundedNumeric, lake_type
from orchestration.load.plan import LoadMode
from tests.orchestration.load.shop import Shop

COLUMNS = """
    SELECT column_name FROM duckdb_columns()
    WHERE database_name = 'lake' AND schema_name = 'raw_shop' AND table_name = 'account'
    ORDER BY column_index
"""


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("bigint", "BIGINT"),
        ("numeric(14,2)", "DECIMAL(14,2)"),
        ("text", "VARCHAR"),
        ("character varying(40)", "VARCHAR"),
        ("uuid", "VARCHAR"),
        ("jsonb", "VARCHAR"),
        ("citext", "VARCHAR"),
        ("daterange", "VARCHAR"),
        ("text[]", "VARCHAR[]"),
        ("numeric(9,6)[]", "DECIMAL(9,6)[]"),
        ("timestamp with time zone", "TIMESTAMP WITH TIME ZONE"),
    ],
)
def test_each_type_has_its_own_in_the_lake(kind: str, expected: str) -> None:
    assert lake_type(kind) == expected


def test_a_new_column_flows_through_with_the_values_of_old_rows(loaded_shop: Shop) -> None:
    loaded_shop.run("ALTER TABLE shop.account ADD COLUMN city text DEFAULT 'Nice'")

    result = loaded_shop.load()

    assert (result.mode, result.tables) == (LoadMode.CHANGES, {"shop.account": 3})
    assert loaded_shop.read(COLUMNS)[-1] == ("city",)
    assert loaded_shop.read("SELECT DISTINCT city FROM lake.raw_shop.account") == [("Nice",)]
    assert loaded_shop.load().mode is LoadMode.NOTHING


def test_a_new_table_is_loaded_whole_beside_the_changes_of_the_others(loaded_shop: Shop) -> None:
    loaded_shop.run(
        "CREATE TABLE shop.note (id bigint PRIMARY KEY, words text)",
        "INSERT INTO shop.note VALUES (1, 'written before the table was tracked')",
        "SELECT core.track_changes('shop.note')",
        "DELETE FROM shop.account WHERE id = 1",
    )

    result = loaded_shop.load()

    assert result.tables == {"shop.note": 1, "shop.account": 1}
    assert loaded_shop.differences() == ()


@pytest.mark.parametrize(
    ("statement", "breach"),
    [
        (
            "ALTER TABLE shop.account DROP COLUMN owner",
            Breach("shop.account", "owner", "VARCHAR", None),
        ),
        (
            "ALTER TABLE shop.account RENAME COLUMN owner TO holder",
            Breach("shop.account", "owner", "VARCHAR", None),
        ),
        (
            "ALTER TABLE shop.account ALTER COLUMN balance TYPE numeric(14, 4)",
            Breach("shop.account", "balance", "DECIMAL(14,2)", "DECIMAL(14,4)"),
        ),
        (
            "DROP TABLE shop.movement",
            Breach("shop.movement", None, "table", None),
        ),
    ],
)
@pytest.mark.parametrize("full", [False, True])
def test_what_is_dropped_or_retyped_stops_the_load_before_anything(
    loaded_shop: Shop, statement: str, breach: Breach, *, full: bool
) -> None:
    before = loaded_shop.load().lake_snapshot
    loaded_shop.run("UPDATE shop.account SET balance = 99", statement)

    with pytest.raises(ContractBroken) as refusal:
        loaded_shop.load(full=full)

    assert refusal.value.breaches == (breach,)
    assert loaded_shop.read("SELECT id FROM lake.current_snapshot()") == [(before,)]


def test_a_refusal_names_every_column_and_both_its_types(loaded_shop: Shop) -> None:
    loaded_shop.run(
        "ALTER TABLE shop.account DROP COLUMN owner",
        "ALTER TABLE shop.account ALTER COLUMN balance TYPE bigint",
    )

    with pytest.raises(ContractBroken) as refusal:
        loaded_shop.load()

    assert str(refusal.value) == (
        "shop.account.owner: VARCHAR → ∅, shop.account.balance: DECIMAL(14,2) → BIGINT"
    )


def test_an_accepted_shape_replaces_its_tables_and_drops_those_that_are_gone(
    loaded_shop: Shop,
) -> None:
    loaded_shop.run(
        "ALTER TABLE shop.account DROP COLUMN owner",
        "ALTER TABLE shop.account ALTER COLUMN balance TYPE numeric(14, 4)",
        "DROP TABLE shop.movement",
    )

    result = loaded_shop.load(accept_schema=True)

    assert result.tables == {"shop.account": 3}
    assert loaded_shop.read(COLUMNS) == [("id",), ("balance",)]
    assert loaded_shop.differences() == ()
    assert loaded_shop.load().mode is LoadMode.NOTHING


def test_a_secret_never_leaves_postgresql(loaded_shop: Shop) -> None:
    loaded_shop.run("ALTER TABLE shop.account ADD COLUMN password_hash text DEFAULT 'x'")

    assert loaded_shop.load(full=True).rows == 3
    assert ("password_hash",) not in loaded_shop.read(COLUMNS)


def test_a_number_without_scale_is_refused(loaded_shop: Shop) -> None:
    loaded_shop.run("ALTER TABLE shop.account ADD COLUMN rate numeric")

    with pytest.raises(UnboundedNumeric) as refusal:
        loaded_shop.load()

    assert (refusal.value.table, refusal.value.column) == ("shop.account", "rate")
