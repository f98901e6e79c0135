"""Building the warehouse: dbt in this process, from the command line or from a resident worker."""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from operational.core.settings import settings

PROJECT = Path(__file__).parent
URL, LAKE_PATH = "DBT_ENV_SECRET_QUARANTE_URL", "QUARANTE_LAKE_PATH"
"""The variables that say where the lake is: its catalog, whose password dbt keeps out of what it
writes by this beginning of the name, and its files."""

OF_THE_PROJECT = "resource_type:unit_test path:models/intermediate,resource_type:test"
"""The tests that are run where the models are changed, not every night, in dbt's words."""

Progress = Callable[[str, int, int], None]
"""Told before each node: its name, which it is, of how many."""

_FAILED = ("error", "fail", "runtime error", "partial success")


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build that succeeded ran: nodes (models and their tests), in how long."""

    nodes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Failure:
    """A model that could not be built, or a test that did not hold, and what dbt says of it."""

    name: str
    message: str


class BuildFailed(Exception):
    """Some nodes failed; what was published before is still what readers see."""

    def __init__(self, failures: tuple[Failure, ...]) -> None:
        super().__init__("; ".join(f"{failure.name}: {failure.message}" for failure in failures))
        self.failures = failures


def build(
    url: str,
    *,
    lake_path: str,
    select: str | None = None,
    thorough: bool = False,
    progress: Progress | None = None,
    work_dir: Path | None = None,
) -> BuildResult:
    """Builds and tests the models (all, or those `select` names as dbt does), and publishes them.

    Only a build of everything is published. `thorough` adds the tests of the project itself: those that
    need no data of the company, and those of the intermediate layer, whose faults the tables have as
    well. What dbt writes goes to `work_dir` (`dbt` in the data folder unless said).
    Raises BuildFailed, or what dbt raises where the project itself is wrong.
    """
    started = time.monotonic()
    selection = ["--select", select, "--indirect-selection", "buildable"] if select else []
    # Exposures are not built, and dbt fails on them where the start of a run does.
    without = [] if thorough else ["--exclude", OF_THE_PROJECT]
    arguments = ["build", *selection, *without, "--exclude-resource-type", "exposure"]
    results = invoke(arguments, url=url, lake_path=lake_path, progress=progress, work_dir=work_dir)
    _refuse_failures(results)
    return BuildResult(nodes=len(results), seconds=time.monotonic() - started)


def run(url: str, *, lake_path: str, work_dir: Path | None = None) -> tuple[str, ...]:
    """Computes and publishes every model without testing it; returns their names.

    Raises BuildFailed.
    """
    results = invoke(["run"], url=url, lake_path=lake_path, work_dir=work_dir)
    _refuse_failures(results)
    return tuple(result.node.name for result in results)


def compiled(url: str, *, lake_path: str, work_dir: Path | None = None) -> dict[str, Any]:
    """The manifest of the project, with the SQL of every model as it runs."""
    models = ["--select", "resource_type:model", "--indirect-selection", "empty"]
    invoke(["compile", *models], url=url, lake_path=lake_path, work_dir=work_dir)
    found: dict[str, Any] = json.loads((target(work_dir) / "manifest.json").read_text())
    return found


def invoke(
    arguments: list[str],
    *,
    url: str,
    lake_path: str,
    progress: Progress | None = None,
    work_dir: Path | None = None,
) -> list[Any]:
    """Runs a dbt command on the lake, and returns its results by node."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    callbacks = [] if progress is None else [_teller(progress)]
    with environment(url, lake_path=lake_path):
        done = dbtRunner(callbacks=callbacks).invoke(
            [
                *("--log-level", "none", "--log-level-file", "none", "--no-use-colors"),
                *arguments,
                *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
                *("--target-path", str(target(work_dir))),
            ]
        )
    DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    if done.exception is not None:
        raise done.exception
    return list(getattr(done.result, "results", ()))


def _refuse_failures(results: list[Any]) -> None:
    failures = tuple(
        Failure(result.node.name, result.message or "")
        for result in results
        if result.status in _FAILED
    )
    if failures:
        raise BuildFailed(failures)


def folder(work_dir: Path | None = None) -> Path:
    """Where dbt writes: `dbt` in the data folder unless said."""
    return work_dir or settings().data_dir.resolve() / "dbt"


def target(work_dir: Path | None = None) -> Path:
    """Where dbt writes what it knows of the project: its manifest, the results of the last run."""
    return folder(work_dir) / "target"


def _teller(progress: Progress) -> Callable[[Any], None]:
    def tell(event: Any) -> None:
        if event.info.name == "LogStartLine":
            progress(event.data.node_info.node_name, event.data.index, event.data.total)

    return tell


@contextmanager
def environment(url: str, *, lake_path: str) -> Iterator[None]:
    """Sets the variables that the plugin reads, and puts back what they were."""
    variables = {URL: url, LAKE_PATH: lake_path}
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
