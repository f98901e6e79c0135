"""The warehouse built by dbt from the scenario."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from operational.core.database import engine
from orchestration.load.run import load
from tests.conftest import administer
from tests.transform.scenario import write_scenario
from transform import dbt

DATABASE = "warehouse"


@dataclass(frozen=True, slots=True)
class Warehouse:
    """Where it is, and what dbt knows of it."""

    url: str
    lake_path: str
    manifest: dict[str, Any]
    run_results: dict[str, Any]


def build_warehouse(server_url: str, *, template: str, folder: Path) -> Warehouse:
    """Writes the scenario, loads it and builds everything, the tests of the project included; once per folder."""
    url = server_url.replace("/quarante?", f"/{DATABASE}?")
    lake_path, target = f"{folder}/lake/", folder / "dbt" / "target"
    if not target.exists():
        administer(server_url, f"CREATE DATABASE {DATABASE} TEMPLATE {template}")
        with Session(engine(url)) as session, session.begin():
            write_scenario(session)
        load(url, lake_path=lake_path)
        dbt.build(url, lake_path=lake_path, thorough=True, work_dir=folder / "dbt")
    return Warehouse(
        url,
        lake_path,
        json.loads((target / "manifest.json").read_text()),
        json.loads((target / "run_results.json").read_text()),
    )
