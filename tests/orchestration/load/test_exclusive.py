"""The change log stays short, and never loses what the lake has not seen."""

import psycopg
import pytest

from orchestration.load import exclusive
from tests.orchestration.load.shop import Shop

PENDING = "SELECT row_id FROM core.change WHERE table_name = 'shop.account' ORDER BY id"


def test_changes_in_the_lake_leave_the_log(loaded_shop: Shop) -> None:
    loaded_shop.run("UPDATE shop.account SET balance = 9 WHERE id = 2")
    assert loaded_shop.fetch(PENDING)[-1:] == [(2,)]

    loaded_shop.load()

    assert loaded_shop.fetch(PENDING) == []


def test_changes_a_transaction_in_progress_may_precede_stay_until_it_ends(
    loaded_shop: Shop,
) -> None:
    with psycopg.connect(loaded_shop.url) as long:
        long.execute("INSERT INTO shop.account (id, owner) VALUES (10, 'Long')")
        loaded_shop.run("INSERT INTO shop.account (id, owner) VALUES (11, 'Short')")
        loaded_shop.load()
        assert loaded_shop.fetch(PENDING) == [(11,)]
        assert loaded_shop.load().tables == {}
    assert loaded_shop.fetch(PENDING) == [(10,), (11,)]

    assert loaded_shop.load().tables == {"shop.account": 1}

    assert loaded_shop.fetch(PENDING) == []


def test_a_purge_is_bounded_and_goes_on_at_the_next_load(
    loaded_shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exclusive, "PURGED_AT_MOST", 2)
    loaded_shop.run("UPDATE shop.account SET balance = 9")

    loaded_shop.load()
    assert len(loaded_shop.fetch(PENDING)) == 1
    loaded_shop.load()
    assert loaded_shop.fetch(PENDING) == []
