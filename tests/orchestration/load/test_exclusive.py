"""The change log stays short, and never loses what the lake has not seen.

Transactions of other tests, in other databases of the server, may keep a change in the log a moment longer.
"""

from itertools import pairwise

import psycopg
import pytest

from orchestration.load import exclusive
from tests.orchestration.load.shop import Shop
from tests.waiting import wait_until

PENDING = "SELECT row_id FROM core.change WHERE table_name = 'shop.account' ORDER BY id"


def test_changes_in_the_lake_leave_the_log(loaded_shop: Shop) -> None:
    loaded_shop.run("UPDATE shop.account SET balance = 9 WHERE id = 2")
    assert loaded_shop.fetch(PENDING)[-1:] == [(2,)]

    wait_until(lambda: left_after_a_load(loaded_shop) == 0)


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

    wait_until(lambda: left_after_a_load(loaded_shop) == 0)


def test_a_purge_is_bounded_and_goes_on_at_the_next_load(
    loaded_shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exclusive, "PURGED_AT_MOST", 2)
    loaded_shop.run("UPDATE shop.account SET balance = 9")
    left = [len(loaded_shop.fetch(PENDING))]

    def empty() -> bool:
        left.append(left_after_a_load(loaded_shop))
        return left[-1] == 0

    wait_until(empty)
    assert max(before - after for before, after in pairwise(left)) == 2


def left_after_a_load(shop: Shop) -> int:
    """Changes of the accounts still in the log once a load is over."""
    shop.load()
    return len(shop.fetch(PENDING))
