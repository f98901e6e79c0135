"""What runs in other processes while a test looks on: a writer, a loader, a reader."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Event
from typing import Any

import psycopg

from orchestration.load.run import load_into
from transform.lake import current_snapshot, lake_transaction, open_lake

SPAWNER = get_context("forkserver")
SPAWNER.set_forkserver_preload([__name__])

ACCOUNTS = 50
OUT_OF_BALANCE = """
    SELECT count(*) FROM lake.raw_shop.account AS a FULL JOIN (
        SELECT account_id, sum(amount) AS amount FROM lake.raw_shop.movement GROUP BY account_id
    ) AS m ON m.account_id = a.id
    WHERE coalesce(a.balance, 0) <> coalesce(m.amount, 0)
"""
"""Zero between any two transactions of the writer."""


@contextmanager
def running(target: Any, *arguments: Any) -> Iterator[BaseProcess]:
    """A process that runs `target`, from the moment it says it has started; killed on leaving."""
    started = SPAWNER.Event()
    process = SPAWNER.Process(target=target, args=(*arguments, started), daemon=True)
    process.start()
    try:
        while not started.wait(timeout=0.1):
            assert process.is_alive(), f"ended at once: {process.exitcode}"
        yield process
    finally:
        process.kill()
        process.join()


def write_forever(url: str, seed: int, started: Event) -> None:
    """Moves money between accounts and takes moves back, in transactions that sometimes give up."""
    chance = random.Random(seed)
    with psycopg.connect(url) as connection:
        connection.execute(f"INSERT INTO shop.account (id) SELECT generate_series(1, {ACCOUNTS})")
        connection.commit()
        started.set()
        for moves in iter(lambda: chance.choice([1, 1, 1, 20]), None):
            for _ in range(moves):
                _move(connection, chance)
            _take_back(connection, chance)
            if chance.random() < 0.1:
                connection.rollback()
            else:
                connection.commit()


def load_forever(url: str, lake_path: str, full: bool, started: Event) -> None:  # noqa: FBT001
    """Loads again and again; has started once it is in the middle of bringing tables."""
    with open_lake(url, lake_path) as lake:
        while True:
            load_into(lake, url, full=full, progress=lambda *_: started.set())


def read_forever(
    url: str, lake_path: str, seen: "SimpleQueue[tuple[int, int]]", started: Event
) -> None:
    """Says, of each snapshot it sees, how many accounts are out of balance with their movements."""
    last = -1
    with open_lake(url, lake_path, read_only=True) as lake:
        while True:
            with lake_transaction(lake):
                snapshot = current_snapshot(lake)
                if snapshot != last:
                    [(wrong,)] = lake.execute(OUT_OF_BALANCE).fetchall()
                    seen.put((snapshot, wrong))
            last = snapshot
            started.set()


def _move(connection: psycopg.Connection[Any], chance: random.Random) -> None:
    giver, taker = chance.sample(range(1, ACCOUNTS + 1), 2)
    amount = Decimal(chance.randint(1, 99_999)) / 100
    connection.execute(
        """
        WITH move AS (
            INSERT INTO shop.movement (account_id, amount) VALUES (%s, %s), (%s, %s)
            RETURNING account_id, amount
        )
        UPDATE shop.account SET balance = balance + amount FROM move WHERE account.id = account_id
        """,
        [giver, -amount, taker, amount],
    )


def _take_back(connection: psycopg.Connection[Any], chance: random.Random) -> None:
    connection.execute(
        """
        WITH back AS (
            DELETE FROM shop.movement WHERE id = %s RETURNING account_id, amount
        )
        UPDATE shop.account SET balance = balance - amount FROM back WHERE account.id = account_id
        """,
        [chance.randint(1, 1000)],
    )
