"""A shop of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import psycopg
import pytest
from duckdb import DuckDBPyConnection

from operational import migrations
from operational.core.database import engine
from tests.conftest import new_database
from tests.orchestration.load.shop import TABLES, Shop
from transform.lake import attach_statement, prepare, process_config


@pytest.fixture(scope="session")
def shop_template(server_url: str) -> Iterator[str]:
    """The name of a database with the core's tables and the shop's."""
    with new_database(server_url, template="template1") as url:
        migrations.upgrade(url, "0001")
        engine(url).dispose()
        with psycopg.connect(url) as connection:
            connection.execute(TABLES)
            [name] = connection.execute("SELECT current_database()").fetchone() or []
        yield name


@pytest.fixture(scope="session")
def duck() -> Iterator[DuckDBPyConnection]:
    """One DuckDB for the run: the signatures of its extensions take long to check."""
    with duckdb.connect(config=process_config()) as connection:
        prepare(connection)
        yield connection


@pytest.fixture
def shop(
    server_url: str, shop_template: str, tmp_path: Path, duck: DuckDBPyConnection
) -> Iterator[Shop]:
    """An empty shop, never loaded."""
    with new_database(server_url, template=shop_template) as url:
        duck.execute(attach_statement(url, f"{tmp_path}/lake/"))
        yield Shop(url, f"{tmp_path}/lake/", duck)
        duck.execute("DETACH lake")


@pytest.fixture
def loaded_shop(shop: Shop) -> Shop:
    """A shop with three accounts, already in the lake."""
    shop.run(
        "INSERT INTO shop.account (owner, balance) VALUES ('Ana', 1), ('Bob', 2), ('Cléo', 3)"
    )
    shop.load()
    return shop
