"""What was published follows the last load, or not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from orchestration.load.published import is_current
from orchestration.load.source import Snapshot
from orchestration.load.watermark import read_watermark
from tests.orchestration.load.shop import Shop
from tests.transform.rollups import make_runs


@pytest.fixture
def watermark(loaded_shop: Shop) -> Snapshot:
    """The last load of a shop whose tables were computed and published once before it."""
    found = read_watermark(loaded_shop.lake)
    assert found is not None
    loaded_shop.lake.execute("CREATE SCHEMA lake.reports")
    make_runs(loaded_shop.lake)
    run(loaded_shop, replace(found, taken_at=found.taken_at - timedelta(days=1)), 1)
    return found


def run(shop: Shop, watermark: Snapshot, snapshot: int | None) -> None:
    """A build of a load, published as a snapshot or broken off."""
    shop.lake.execute(
        "INSERT INTO lake.reports.runs VALUES ('run', ?, ?, now())", [watermark.taken_at, snapshot]
    )


def test_before_any_build(loaded_shop: Shop) -> None:
    assert not is_current(loaded_shop.lake, watermark=read_watermark(loaded_shop.lake))


def test_before_any_load(shop: Shop) -> None:
    assert not is_current(shop.lake, watermark=None)


def test_a_load_that_no_table_follows(loaded_shop: Shop, watermark: Snapshot) -> None:
    assert not is_current(loaded_shop.lake, watermark=watermark)


def test_a_load_that_was_published(loaded_shop: Shop, watermark: Snapshot) -> None:
    run(loaded_shop, watermark, 2)

    assert is_current(loaded_shop.lake, watermark=watermark)


def test_a_build_broken_off_since(loaded_shop: Shop, watermark: Snapshot) -> None:
    run(loaded_shop, watermark, 2)
    run(loaded_shop, watermark, None)

    assert not is_current(loaded_shop.lake, watermark=watermark)
