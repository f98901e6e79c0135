"""The dbt project as Dagster sees it: its manifest, kept up to date, and how to run it."""

import fcntl
import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

from dagster_dbt import DbtCliResource

from transform import dbt

TIME_ZONE = "Europe/Paris"


@cache
def manifest() -> dict[str, Any]:
    """What dbt knows of the project; parsed again when a file of the project is newer.

    One process at a time: several start together, and none may read what another is writing.
    """
    path = dbt.target() / "manifest.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists() or path.stat().st_mtime < _last_change():
            dbt.invoke(["parse"], url="", lake_path="")
        found: dict[str, Any] = json.loads(path.read_text())
    return found


def dbt_cli() -> DbtCliResource:
    """The dbt command on the project."""
    return DbtCliResource(
        project_dir=str(dbt.PROJECT),
        profiles_dir=str(dbt.PROJECT),
        dbt_executable=str(Path(sys.executable).with_name("dbt")),
    )


def _last_change() -> float:
    return max(
        path.stat().st_mtime
        for path in dbt.PROJECT.rglob("*")
        if path.suffix in {".sql", ".yml", ".csv"}
    )
