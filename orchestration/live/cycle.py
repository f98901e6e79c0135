"""One batch: loaded, followed by the warehouse, and published; or everything computed again."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from duckdb import DuckDBPyConnection

from orchestration.live.follow import Batch
from orchestration.live.project import Project
from orchestration.live.refresh import Refreshed, refresh
from orchestration.live.touched import TooMuch, Touched
from orchestration.load.changes import changed_rows
from orchestration.load.exclusive import only_load
from orchestration.load.plan import LoadMode, Plan
from orchestration.load.published import is_current
from orchestration.load.run import PATIENCE, load, loading
from transform import dbt
from transform.lake import LAKE, current_snapshot


@dataclass(frozen=True, slots=True)
class Cycle:
    """What a batch came to: PostgreSQL as of `loaded_at`, published; rows loaded, tables that followed.

    `loaded` tells how many rows changed in each table of PostgreSQL; `rebuilt`, that every table was
    computed again.
    """

    loaded_at: datetime
    snapshot: int
    loaded: Mapping[str, int]
    tables: tuple[str, ...]
    whole: tuple[str, ...]
    rebuilt: bool
    seconds: float

    @property
    def rows(self) -> int:
        """Rows loaded, in all."""
        return sum(self.loaded.values())


class Warehouse:
    """A lake that stays open, and the models that follow what is loaded into it."""

    def __init__(
        self, lake: DuckDBPyConnection, url: str, *, lake_path: str, work_dir: Path | None = None
    ) -> None:
        """Takes a connection to the lake, and compiles the models."""
        self._lake, self._url = lake, url
        self._lake_path, self._work_dir = lake_path, work_dir
        self.project = Project(dbt.compiled(url, lake_path=lake_path, work_dir=work_dir))

    def catch_up(self) -> Cycle | None:
        """Brings what changed since the last batch, and publishes it; None where nothing did."""
        started = time.monotonic()
        try:
            plan, loaded, refreshed = self._follow()
        except TooMuch:
            return self.rebuild()
        if refreshed is None:
            return self.rebuild()
        if plan.mode is LoadMode.NOTHING:
            return None
        return Cycle(
            loaded_at=plan.snapshot.taken_at,
            snapshot=publish(self._lake, loaded_at=plan.snapshot.taken_at),
            loaded=loaded,
            tables=refreshed.tables,
            whole=refreshed.whole,
            rebuilt=False,
            seconds=time.monotonic() - started,
        )

    def rebuild(self) -> Cycle:
        """Loads, and computes every table again. Raises what dbt or the load raise."""
        started = time.monotonic()
        result = load(self._url, lake_path=self._lake_path)
        with only_load(self._url, patience=PATIENCE):
            built = dbt.run(self._url, lake_path=self._lake_path, work_dir=self._work_dir)
        return Cycle(
            loaded_at=result.watermark.taken_at,
            snapshot=current_snapshot(self._lake),
            loaded=result.tables,
            tables=built,
            whole=built,
            rebuilt=True,
            seconds=time.monotonic() - started,
        )

    def _follow(self) -> tuple[Plan, Mapping[str, int], Refreshed | None]:
        """Loads and refreshes in one transaction.

        Refreshes nothing where a table was loaded whole, nor where the tables did not follow the load
        before this one.
        """
        before = current_snapshot(self._lake)
        with loading(self._lake, self._url) as (plan, loaded):
            if plan.since is None or plan.whole or plan.gone:
                return plan, loaded, None
            if not is_current(self._lake, watermark=plan.since):
                return plan, loaded, None
            touched = Touched(self._lake, changed_rows(self._lake, plan.since), before)
            return plan, loaded, refresh(self._lake, Batch(self.project, touched))


def publish(lake: DuckDBPyConnection, *, loaded_at: datetime) -> int:
    """Makes the last snapshot of the lake the one that readers see, and returns it."""
    snapshot = current_snapshot(lake)
    lake.execute(
        f"INSERT INTO {LAKE}.reports.runs VALUES (uuid(), ?, ?, now())", [loaded_at, snapshot]
    )
    return snapshot
