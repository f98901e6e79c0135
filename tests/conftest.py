"""Real PostgreSQL for the tests: one embedded server for all workers, databases cloned from one template."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy.orm import Session

from operational import migrations
from operational.core.database import engine
from operational.core.embedded import TUNING, embedded_server
from operational.migrations.metadata import import_all_models
from transform import dbt

import_all_models()

FOLDER = "QUARANTE_TESTS_FOLDER"
TEMPLATE = "migrated"
UNSAFE_AND_FAST = {
    **TUNING,
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "synchronous_commit": "off",
}


def pytest_configure(config: pytest.Config) -> None:
    """The first process makes the folder of the run, and its workers inherit the name."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="quarante-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """The first process leaves nothing behind."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(FOLDER))


@pytest.fixture
def data_dir() -> Path:
    """A folder of the test's own, that the server's system user can reach when we are root."""
    folder = Path(os.environ[FOLDER]) / uuid4().hex
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The server of the run; its database `quarante` is for administration only."""
    with embedded_server(Path(os.environ[FOLDER]) / "postgres", tuning=UNSAFE_AND_FAST) as url:
        yield url


@pytest.fixture(scope="session")
def template(server_url: str) -> str:
    """The name of a database at the head of the migrations, that the first worker makes."""
    with (Path(os.environ[FOLDER]) / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_database(server_url, TEMPLATE):
            administer(server_url, f"DROP DATABASE IF EXISTS being_{TEMPLATE} WITH (FORCE)")
            administer(server_url, f"CREATE DATABASE being_{TEMPLATE}")
            url = server_url.replace("/quarante?", f"/being_{TEMPLATE}?")
            migrations.upgrade(url)
            engine(url).dispose()
            administer(server_url, f"ALTER DATABASE being_{TEMPLATE} RENAME TO {TEMPLATE}")
    return TEMPLATE


@pytest.fixture(scope="session")
def parsed_project() -> None:
    """The dbt project parsed, by the first worker that builds: others only look at what changed."""
    folder = Path(os.environ[FOLDER]) / "dbt"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            dbt.invoke(["parse"], url="", lake_path="", work_dir=folder)
    os.environ["DBT_PARTIAL_PARSE_FILE_PATH"] = f"{folder}/target/partial_parse.msgpack"


@pytest.fixture
def empty_database_url(server_url: str) -> Iterator[str]:
    """A database of the test's own, without any table."""
    with new_database(server_url, template="template1") as url:
        yield url


@pytest.fixture
def database_url(server_url: str, template: str) -> Iterator[str]:
    """A migrated database of the test's own, for tests that commit."""
    with new_database(server_url, template=template) as url:
        yield url


@pytest.fixture(scope="session")
def worker_database_url(server_url: str, template: str) -> Iterator[str]:
    """The migrated database that the tests of a worker share, where nothing is ever committed."""
    with new_database(server_url, template=template) as url:
        yield url


@pytest.fixture
def session(worker_database_url: str) -> Iterator[Session]:
    """A session whose work is undone after the test.

    To see the database refuse something, and go on: `with pytest.raises(…), session.begin_nested():`.
    """
    with engine(worker_database_url).connect() as connection, connection.begin() as outer:
        with Session(
            connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
        ) as session:
            yield session
        outer.rollback()


@contextmanager
def new_database(server_url: str, *, template: str) -> Iterator[str]:
    """A copy of a database, dropped on leaving."""
    name = f"test_{uuid4().hex}"
    administer(server_url, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    url = server_url.replace("/quarante?", f"/{name}?")
    yield url
    engine(url).dispose()
    administer(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def is_database(server_url: str, name: str) -> bool:
    """Whether the server has a database of that name."""
    with psycopg.connect(server_url) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return known.fetchone() is not None


def administer(server_url: str, statement: str) -> None:
    """Runs one statement outside a transaction, as statements on databases want."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(statement)
