"""Maintenance lets go of what nobody reads, and changes no figure."""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from operational import migrations
from operational.core.database import engine
from orchestration.care.maintain import maintain
from orchestration.live.cycle import publish
from orchestration.load.exclusive import LoadUnderWay, only_load
from tests.conftest import new_database
from tests.orchestration.load.shop import TABLES, Shop
from tests.transform.rollups import make_runs
from transform.lake import attach_statement, open_lake

LOADS = 5
ROWS = 200
"""By load: too many to be kept in the catalog."""

FIGURES = "SELECT count(*), sum(amount) FROM lake.raw_shop.movement"
STATES = "SELECT snapshot_id FROM lake.snapshots() ORDER BY 1"
RUNS = "SELECT snapshot_id FROM lake.reports.runs ORDER BY 1"


@pytest.fixture(scope="module")
def shop(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop whose lake stays open, as the live worker's does; each load changed it and was published.

    Each test goes on from where the one before left it.
    """
    folder = tmp_path_factory.mktemp("shop")
    with new_database(server_url, template="template1") as url:
        migrations.upgrade(url, "0001")
        engine(url).dispose()
        with psycopg.connect(url) as connection:
            connection.execute(TABLES)
        with closing(open_lake(url, f"{folder}/lake/")) as lake:
            lake.execute("CREATE SCHEMA lake.reports")
            make_runs(lake)
            shop = Shop(url, f"{folder}/lake/", lake)
            shop.run("INSERT INTO shop.account (owner) VALUES ('Ana')")
            for load in range(LOADS):
                work(shop, load)
            yield shop


def work(shop: Shop, load: int) -> None:
    """Adds movements, changes some of those there are, takes others back; loads and publishes."""
    shop.run(
        "INSERT INTO shop.movement (account_id, amount)"
        f" SELECT id, {load} + 0.01 * n FROM shop.account, generate_series(1, {ROWS}) AS n",
        f"UPDATE shop.movement SET amount = amount + 1 WHERE id % {LOADS} = {load}",
        f"DELETE FROM shop.movement WHERE id % 10 = {load}",
    )
    publish(shop.lake, loaded_at=shop.load().watermark.taken_at)


def after(days: float) -> datetime:
    """An instant to come."""
    return datetime.now(UTC) + timedelta(days=days)


def files(shop: Shop) -> set[Path]:
    """The files of the lake, on the disk."""
    return {path for path in Path(shop.lake_path).rglob("*") if path.is_file()}


def at(shop: Shop, state: int) -> list[tuple[Any, ...]]:
    """The figures of a state."""
    return shop.read(f"{FIGURES} AT (VERSION => {state})")


def test_what_was_published_in_the_last_day_can_still_be_read(shop: Shop) -> None:
    published = shop.read(RUNS)
    figures = [at(shop, state) for (state,) in published]

    maintain(shop.url, lake_path=shop.lake_path, days=1, at=after(0.5))
    kept = shop.read(STATES)
    maintain(shop.url, lake_path=shop.lake_path, days=0, at=after(0.5))

    assert set(published) <= set(kept)
    assert shop.read(RUNS) == published
    assert [at(shop, state) for (state,) in published] == figures


def test_old_states_go_and_the_figures_stay(shop: Shop) -> None:
    for load in range(3):
        work(shop, load)
    figures, states = shop.read(FIGURES), shop.read(STATES)
    [*_, (published,)] = shop.read(RUNS)

    done = maintain(shop.url, lake_path=shop.lake_path, days=7, at=after(8))

    assert shop.read(FIGURES) == at(shop, published) == figures
    assert done.expired > 3
    assert not set(shop.read(STATES)) & set(states) - {(published,), states[-1]}
    assert shop.read(RUNS) == [(published,)]
    assert done.files[1] < done.files[0]


def test_files_of_old_states_are_removed_the_day_after(shop: Shop) -> None:
    work(shop, 1)
    before = files(shop)
    maintain(shop.url, lake_path=shop.lake_path, days=7, at=after(8))

    work(shop, 0)
    maintain(shop.url, lake_path=shop.lake_path, days=7, at=after(16))

    assert len(before - files(shop)) > len(before) / 2
    assert shop.differences() == ()


def test_files_that_no_state_names_go_when_they_are_old(shop: Shop) -> None:
    old, young = (Path(shop.lake_path) / f"{name}.parquet" for name in ("old", "young"))
    for file in (old, young):
        file.write_bytes(b"left by a load that was killed")
    os.utime(old, (0, 0))

    maintain(shop.url, lake_path=shop.lake_path, days=7, at=after(0))

    assert (old.exists(), young.exists()) == (False, True)


def test_it_waits_for_a_load_to_end(shop: Shop) -> None:
    with only_load(shop.url, patience=1), pytest.raises(LoadUnderWay):
        maintain(shop.url, lake_path=shop.lake_path, days=7, at=after(8), patience=0.1)


def test_a_lake_that_moved_loses_nothing(shop: Shop, tmp_path: Path) -> None:
    figures = shop.read(FIGURES)
    shop.lake.execute("DETACH lake")
    moved = Path(shop.lake_path).rename(tmp_path / "moved")
    for file in moved.rglob("*.parquet"):
        os.utime(file, (0, 0))

    maintain(shop.url, lake_path=f"{moved}/", days=7, at=after(8))

    shop.lake.execute(attach_statement(shop.url, f"{moved}/"))
    assert shop.read(FIGURES) == figures


def test_a_lake_where_nothing_was_built(empty_database_url: str, tmp_path: Path) -> None:
    with closing(open_lake(empty_database_url, f"{tmp_path}/")) as lake:
        lake.execute("CREATE TABLE lake.main.t AS SELECT 1 AS id")

        done = maintain(empty_database_url, lake_path=f"{tmp_path}/", days=7, at=after(8))

        assert done.expired == 1
        assert lake.execute("FROM lake.main.t").fetchall() == [(1,)]
