"""Killed, cut off, watched: the lake is always a state PostgreSQL was in, and catches up."""

import random
from pathlib import Path

import duckdb
import psycopg
import pytest

from operational import migrations
from operational.core.database import engine
from operational.core.embedded import embedded_server
from orchestration.load.plan import LoadMode
from orchestration.load.reconcile import reconcile
from orchestration.load.run import load
from tests.orchestration.load.processes import (
    SPAWNER,
    load_forever,
    read_forever,
    running,
    write_forever,
)
from tests.orchestration.load.shop import TABLES, Shop

KILLS = 20
LONGEST_LIFE = 0.5
"""Seconds: a load of the shop takes about half of it."""
STATES = 12


def test_a_load_killed_at_any_moment_loses_nothing_and_doubles_nothing(shop: Shop) -> None:
    chance = random.Random(20)
    with running(write_forever, shop.url, 20):
        for kill in range(KILLS):
            full = kill % 4 == 0
            with running(load_forever, shop.url, shop.lake_path, full) as loader:
                loader.join(timeout=chance.uniform(0, LONGEST_LIFE))
            assert shop.differences() == (), f"after kill {kill}"
    assert shop.read("SELECT count(*) FROM lake.raw_shop.movement") > [(0,)]


def test_readers_in_another_process_never_see_half_a_load(shop: Shop) -> None:
    shop.load()
    seen = SPAWNER.SimpleQueue()
    states: dict[int, int] = {}
    with (
        running(write_forever, shop.url, 7),
        running(read_forever, shop.url, shop.lake_path, seen) as reader,
    ):
        while len(states) < STATES and reader.is_alive():
            shop.load(full=len(states) % 4 == 3)
            while not seen.empty():
                snapshot, out_of_balance = seen.get()
                states[snapshot] = out_of_balance

    assert len(states) >= STATES
    assert set(states.values()) == {0}


def test_a_load_cut_off_from_postgresql_fails_and_the_next_one_heals(shop: Shop) -> None:
    shop.run("INSERT INTO shop.account (owner) VALUES ('Ana')")

    def cut_off(_table: str, number: int, _total: int) -> None:
        if number == 3:
            shop.run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    with pytest.raises(duckdb.Error, match="server closed the connection"):
        load(shop.url, lake_path=shop.lake_path, progress=cut_off)

    assert load(shop.url, lake_path=shop.lake_path).mode is LoadMode.FULL
    assert reconcile(shop.url, lake_path=shop.lake_path).differences == ()


def test_loads_go_on_after_postgresql_was_stopped_and_started(data_dir: Path) -> None:
    lake_path = f"{data_dir}/lake/"
    with embedded_server(data_dir / "postgres") as url:
        migrations.upgrade(url, "0001")
        engine(url).dispose()
        with psycopg.connect(url) as connection:
            connection.execute(TABLES)
        load(url, lake_path=lake_path)
        with psycopg.connect(url) as connection:
            connection.execute("INSERT INTO shop.account (owner) VALUES ('Before the stop')")

    with embedded_server(data_dir / "postgres") as url:
        result = load(url, lake_path=lake_path)
        assert (result.mode, result.tables) == (LoadMode.CHANGES, {"shop.account": 1})
        assert reconcile(url, lake_path=lake_path).differences == ()
