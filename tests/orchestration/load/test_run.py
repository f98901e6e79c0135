"""What a load brings, in every order in which transactions may begin and end."""

from decimal import Decimal
from threading import Thread

import psycopg
import pytest

from orchestration.load.exclusive import LoadUnderWay, only_load
from orchestration.load.plan import LoadMode
from orchestration.load.run import load
from tests.orchestration.load.shop import Shop

ACCOUNTS = "SELECT id, owner, balance FROM lake.raw_shop.account ORDER BY id"


def test_the_first_load_brings_every_tracked_table(shop: Shop) -> None:
    shop.run("INSERT INTO shop.account (owner) VALUES ('Ana')")

    result = shop.load()

    assert result.mode is LoadMode.FULL
    assert {"core.company", "shop.account", "shop.movement"} <= result.tables.keys()
    assert "core.change" not in result.tables
    assert (result.rows, result.tables["shop.account"]) == (1, 1)
    assert shop.read(ACCOUNTS) == [(1, "Ana", Decimal("0.00"))]


def test_a_load_with_nothing_to_bring_leaves_the_lake_at_its_snapshot(loaded_shop: Shop) -> None:
    first = loaded_shop.load()
    second = loaded_shop.load()

    assert (second.mode, second.tables, second.rows) == (LoadMode.NOTHING, {}, 0)
    assert second.lake_snapshot == first.lake_snapshot


def test_inserts_updates_and_deletes_arrive_with_only_their_tables(loaded_shop: Shop) -> None:
    loaded_shop.run(
        "INSERT INTO shop.account (owner, balance) VALUES ('Dan', 4)",
        "UPDATE shop.account SET balance = 20 WHERE owner = 'Bob'",
        "DELETE FROM shop.account WHERE owner = 'Ana'",
    )

    result = loaded_shop.load()

    assert (result.mode, result.tables) == (LoadMode.CHANGES, {"shop.account": 3})
    assert loaded_shop.read(ACCOUNTS) == [
        (2, "Bob", Decimal("20.00")),
        (3, "Cléo", Decimal("3.00")),
        (4, "Dan", Decimal("4.00")),
    ]


def test_a_row_written_many_times_arrives_once_as_it_is_at_the_end(loaded_shop: Shop) -> None:
    loaded_shop.run(
        "INSERT INTO shop.account (id, owner) VALUES (9, 'Zoé')",
        "UPDATE shop.account SET balance = 1 WHERE id = 9",
        "DELETE FROM shop.account WHERE id = 9",
        "INSERT INTO shop.account (id, owner, balance) VALUES (9, 'Zoé', 9)",
    )

    loaded_shop.load()

    assert loaded_shop.read(ACCOUNTS)[3:] == [(9, "Zoé", Decimal("9.00"))]


def test_rows_deleted_by_a_cascade_leave_the_lake(loaded_shop: Shop) -> None:
    loaded_shop.run("INSERT INTO shop.movement (account_id, amount) VALUES (1, 5), (2, 6)")
    loaded_shop.load()
    loaded_shop.run("DELETE FROM shop.account WHERE id = 1")

    loaded_shop.load()

    assert loaded_shop.read("SELECT account_id FROM lake.raw_shop.movement") == [(2,)]


def test_a_transaction_older_than_the_last_load_is_not_lost(loaded_shop: Shop) -> None:
    with psycopg.connect(loaded_shop.url) as long:
        long.execute("INSERT INTO shop.account (id, owner) VALUES (10, 'Long')")
        loaded_shop.run("INSERT INTO shop.account (id, owner) VALUES (11, 'Short')")
        loaded_shop.load()
        assert [row[1] for row in loaded_shop.read(ACCOUNTS)[3:]] == ["Short"]

    result = loaded_shop.load()

    assert result.tables == {"shop.account": 1}
    assert [row[1] for row in loaded_shop.read(ACCOUNTS)[3:]] == ["Long", "Short"]


def test_a_transaction_in_progress_holds_back_nothing_of_the_others(loaded_shop: Shop) -> None:
    with psycopg.connect(loaded_shop.url) as long:
        long.execute("INSERT INTO shop.account (owner) VALUES ('Long')")
        loaded_shop.run(
            "UPDATE shop.account SET balance = 50 WHERE id = 1",
            "INSERT INTO shop.movement (account_id, amount) VALUES (1, 50)",
        )
        loaded_shop.load()

        assert loaded_shop.differences() == ()
        assert loaded_shop.read("SELECT amount FROM lake.raw_shop.movement") == [(Decimal(50),)]


def test_what_is_rolled_back_never_arrives(loaded_shop: Shop) -> None:
    with psycopg.connect(loaded_shop.url) as connection:
        connection.execute("UPDATE shop.account SET balance = 99")
        with pytest.raises(psycopg.errors.NotNullViolation), connection.transaction():
            connection.execute("INSERT INTO shop.account (balance) VALUES (NULL)")
        connection.rollback()

    assert loaded_shop.load().mode is LoadMode.NOTHING
    assert loaded_shop.read(ACCOUNTS)[0] == (1, "Ana", Decimal("1.00"))


def test_the_part_of_a_transaction_kept_after_a_savepoint_arrives(loaded_shop: Shop) -> None:
    with psycopg.connect(loaded_shop.url) as connection:
        connection.execute("INSERT INTO shop.account (id, owner) VALUES (10, 'Kept')")
        with connection.transaction(force_rollback=True):
            connection.execute("INSERT INTO shop.account (id, owner) VALUES (11, 'Undone')")
        with connection.transaction():
            connection.execute("INSERT INTO shop.account (id, owner) VALUES (12, 'Kept too')")

    loaded_shop.load()

    assert [row[1] for row in loaded_shop.read(ACCOUNTS)[3:]] == ["Kept", "Kept too"]


def test_a_table_marked_for_reload_is_loaded_whole(loaded_shop: Shop) -> None:
    loaded_shop.run(
        "SET LOCAL quarante.capture = 'off'",
        "DELETE FROM shop.account WHERE id = 1",
        "INSERT INTO shop.account (id, owner) SELECT n, 'Bulk' FROM generate_series(10, 12) AS n",
        "SELECT core.mark_for_reload('shop.account')",
    )

    result = loaded_shop.load()

    assert (result.mode, result.tables) == (LoadMode.CHANGES, {"shop.account": 5})
    assert [row[0] for row in loaded_shop.read(ACCOUNTS)] == [2, 3, 10, 11, 12]


def test_a_truncated_table_is_emptied_in_the_lake(loaded_shop: Shop) -> None:
    loaded_shop.run("TRUNCATE shop.account CASCADE")

    loaded_shop.load()

    assert loaded_shop.read(ACCOUNTS) == []


def test_a_full_load_repairs_a_lake_that_was_tampered_with(loaded_shop: Shop) -> None:
    loaded_shop.lake.execute("UPDATE lake.raw_shop.account SET balance = 0")

    assert loaded_shop.load(full=True).mode is LoadMode.FULL
    assert loaded_shop.differences() == ()


def test_a_lake_of_another_database_is_loaded_in_full(loaded_shop: Shop) -> None:
    loaded_shop.lake.execute("UPDATE lake.main.load_watermark SET database_oid = database_oid + 1")

    assert loaded_shop.load().mode is LoadMode.FULL


def test_progress_is_told_before_each_table(shop: Shop) -> None:
    told: list[tuple[str, int, int]] = []

    result = shop.load(progress=lambda table, number, total: told.append((table, number, total)))

    assert [table for table, _, _ in told] == list(result.tables)
    assert [number for _, number, _ in told] == list(range(1, len(told) + 1))
    assert {total for _, _, total in told} == {len(told)}


def test_a_second_load_gives_up_when_its_patience_ends(loaded_shop: Shop) -> None:
    with only_load(loaded_shop.url, patience=1), pytest.raises(LoadUnderWay):
        loaded_shop.load(patience=0.01)


def test_two_loads_at_once_bring_everything_once(shop: Shop) -> None:
    shop.run("INSERT INTO shop.account (owner) SELECT 'Ana' FROM generate_series(1, 1000)")
    modes: list[LoadMode] = []

    def run() -> None:
        modes.append(load(shop.url, lake_path=shop.lake_path).mode)

    both = [Thread(target=run), Thread(target=run)]

    for thread in both:
        thread.start()
    for thread in both:
        thread.join()

    assert modes == [LoadMode.FULL, LoadMode.NOTHING]
    assert shop.read("SELECT count(*), count(DISTINCT id) FROM lake.raw_shop.account") == [
        (1000, 1000)
    ]
