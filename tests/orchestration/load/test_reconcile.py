"""Any single value that differs is found and named."""

from decimal import Decimal

import pytest

from orchestration.load.reconcile import Difference, reconcile
from tests.orchestration.load.shop import Shop
from tests.orchestration.load.test_bulk import ALL_TYPES, UUID_TEXT


def test_an_equal_lake_has_no_difference_and_says_how_much_was_compared(
    loaded_shop: Shop,
) -> None:
    result = reconcile(loaded_shop.url, lake_path=loaded_shop.lake_path)

    assert (result.rows, result.differences) == (3, ())
    assert result.tables == len(loaded_shop.load(full=True).tables)


def test_what_is_not_loaded_yet_is_loaded_first(loaded_shop: Shop) -> None:
    loaded_shop.run("UPDATE shop.account SET balance = 9")

    assert reconcile(loaded_shop.url, lake_path=loaded_shop.lake_path).differences == ()


def test_a_lost_row_is_missed_in_the_count_the_keys_and_the_sums(loaded_shop: Shop) -> None:
    loaded_shop.lake.execute("DELETE FROM lake.raw_shop.account WHERE id = 3")

    found = {difference.measure: difference for difference in loaded_shop.differences()}

    assert found.keys() == {"rows", "keys", "id", "owner", "balance"}
    assert found["rows"] == Difference("shop.account", "rows", "3", "2")
    assert found["balance"] == Difference("shop.account", "balance", "6.00", "3.00")


def test_a_swapped_key_is_found_where_count_and_sum_agree(loaded_shop: Shop) -> None:
    loaded_shop.run("INSERT INTO shop.account (id) VALUES (10), (20)")
    loaded_shop.load()
    loaded_shop.lake.execute("UPDATE lake.raw_shop.account SET id = id + 1 WHERE id = 10")
    loaded_shop.lake.execute("UPDATE lake.raw_shop.account SET id = id - 1 WHERE id = 20")

    assert [difference.measure for difference in loaded_shop.differences()] == ["keys"]


@pytest.mark.parametrize(
    ("column", "other"),
    [
        ("amount", "0.02"),
        ("price", "1.2346"),
        ("progress", "33.3333333333333334"),
        ("label", "'ane'"),
        ("mail", "'ana@example.org'"),
        ("reference", "'0b0e7a3c-5f7e-4a52-9d2e-6d0f0c8b1a12'"),
        ("document", "'{}'"),
        ("tags", "['x']"),
        ("sizes", "[4, 3]"),
        ("active", "false"),
        ("day", "DATE '2024-03-01'"),
        ("opens_at", "TIME '08:30:01'"),
        ("happened_at", "happened_at + INTERVAL 1 MICROSECOND"),
        ("image", "''::blob"),
        ('"order"', "8"),
        ("amount", "NULL"),
    ],
)
def test_one_value_of_any_type_that_differs_is_found(shop: Shop, column: str, other: str) -> None:
    shop.run(
        ALL_TYPES,
        f"""
        INSERT INTO shop.sample VALUES (
            1, 0.01, 1.2345, 33.3333333333333333, 'âne', 'Ana@Example.org', '{UUID_TEXT}',
            '{{"a": [1, "é"]}}', ARRAY['x', NULL, '"'], ARRAY[3, 4], true, '2024-02-29',
            '08:30:00', '2026-03-29 01:59:59.123456+01', '\\xcafe', 7
        )
        """,
    )
    shop.load()
    assert shop.differences() == ()

    shop.lake.execute(f"UPDATE lake.raw_shop.sample SET {column} = {other}")

    [difference] = shop.differences()
    assert (difference.table, difference.measure) == ("shop.sample", column.strip('"'))


def test_figures_are_told_to_the_cent(loaded_shop: Shop) -> None:
    loaded_shop.lake.execute("UPDATE lake.raw_shop.account SET balance = 1.01 WHERE id = 1")

    [difference] = loaded_shop.differences()

    assert Decimal(difference.lake or 0) - Decimal(difference.source or 0) == Decimal("0.01")
