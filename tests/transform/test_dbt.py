"""Building through dbt: what it tells, what it refuses, and what it leaves behind."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from orchestration.load.run import load
from tests.conftest import new_database
from transform import dbt
from transform.lake import open_lake
from transform.reader import NothingPublished, open_reader

SOME = "dim_companies"


@pytest.fixture(scope="module")
def loaded(
    server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """An empty company, loaded and not built: the address of its lake."""
    lake_path = f"{tmp_path_factory.mktemp('lake')}/"
    with new_database(server_url, template=template) as url:
        load(url, lake_path=lake_path)
        yield url, lake_path


@pytest.fixture(scope="module")
def work_dir(
    tmp_path_factory: pytest.TempPathFactory,
    parsed_project: None,  # noqa: ARG001 - dbt has little left to parse
) -> Path:
    """Where dbt keeps what it parsed, from one test to the next."""
    return tmp_path_factory.mktemp("dbt")


@pytest.fixture
def lake(loaded: tuple[str, str]) -> Iterator[DuckDBPyConnection]:
    """The lake, open for writing."""
    with open_lake(*loaded) as connection:
        yield connection


def test_a_build_tells_each_node_before_it_runs(loaded: tuple[str, str], work_dir: Path) -> None:
    url, lake_path = loaded
    told: list[tuple[str, int, int]] = []

    result = dbt.build(
        url,
        lake_path=lake_path,
        select=SOME,
        work_dir=work_dir,
        progress=lambda *step: told.append(step),
    )

    names = [name for name, _, _ in told]
    assert names == [SOME, "key_dim_companies_company_id"]
    assert [(number, of) for _, number, of in told] == [(1, 2), (2, 2)]
    assert result.nodes >= len(told)
    assert result.seconds > 0
    assert (work_dir / "target" / "manifest.json").exists()


def test_a_build_of_some_models_is_not_published(loaded: tuple[str, str], work_dir: Path) -> None:
    url, lake_path = loaded
    dbt.build(url, lake_path=lake_path, select=SOME, work_dir=work_dir)

    reader = open_reader(url, lake_path)

    with pytest.raises(NothingPublished):
        reader.freshness()
    reader.close()


def test_a_failed_build_names_what_failed_and_why(
    loaded: tuple[str, str], lake: DuckDBPyConnection, work_dir: Path
) -> None:
    url, lake_path = loaded
    lake.execute(
        "INSERT INTO lake.raw_core.company (id, name, time_zone, fiscal_year_start_month)"
        " SELECT 1, 'Azur', 'Europe/Paris', 1 FROM range(2)"
    )

    with pytest.raises(dbt.BuildFailed) as failed:
        dbt.build(url, lake_path=lake_path, select=SOME, work_dir=work_dir)

    [failure] = failed.value.failures
    assert failure.name == "key_dim_companies_company_id"
    assert "1 result" in failure.message
    lake.execute("DELETE FROM lake.raw_core.company")


def test_a_run_that_cannot_start_builds_nothing(
    loaded: tuple[str, str], lake: DuckDBPyConnection, work_dir: Path
) -> None:
    url, lake_path = loaded
    lake.execute("ALTER TABLE lake.raw_core.company RENAME COLUMN name TO other_name")

    with pytest.raises(dbt.BuildFailed, match="on-run-start"):
        dbt.build(url, lake_path=lake_path, select=SOME, work_dir=work_dir)

    lake.execute("ALTER TABLE lake.raw_core.company RENAME COLUMN other_name TO name")


def test_the_environment_is_left_as_it_was(loaded: tuple[str, str], work_dir: Path) -> None:
    url, lake_path = loaded
    before = dict(os.environ)

    dbt.invoke(["parse"], url=url, lake_path=lake_path, work_dir=work_dir)

    assert dict(os.environ) == before
