"""A company worth saving: the scenario, loaded, with reports made by hand (dbt takes longer)."""

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from operational.core.database import engine
from orchestration.load.run import load
from tests.conftest import FOLDER, new_database
from tests.transform.rollups import Rollups
from tests.transform.scenario import write_scenario
from transform.lake import open_lake


@dataclass(frozen=True, slots=True)
class Company:
    """Its database and its lake, of which the published state has figures."""

    url: str
    lake_path: str


@pytest.fixture(scope="module")
def company(server_url: str, template: str) -> Iterator[Company]:
    """The company; tests look at it and do not change it."""
    folder = Path(os.environ[FOLDER]) / uuid4().hex
    with new_database(server_url, template=template) as url:
        with Session(engine(url)) as session, session.begin():
            write_scenario(session)
        lake_path = f"{folder}/lake/"
        load(url, lake_path=lake_path)
        publish(url, lake_path)
        yield Company(url, lake_path)


def publish(url: str, lake_path: str) -> None:
    """Makes reports with three years of revenue, in a file each, and publishes them."""
    with closing(open_lake(url, lake_path)) as lake:
        rollups = Rollups(lake)
        for year in (2024, 2025, 2026):
            lake.execute(
                "INSERT INTO lake.reports.rpt_revenue_daily (company_id, day, net)"
                " SELECT 1, make_date(?, 1, 1) + n::INTEGER, n + 0.01 FROM range(?) AS days (n)",
                [year, year - 1850],
            )
        rollups.publish()
