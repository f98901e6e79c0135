"""Tells Dagster what the live worker brought up to date, beside the worker and never in its way."""

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from orchestration.live.cycle import Cycle
from orchestration.live.project import Model

if TYPE_CHECKING:
    from dagster import AssetMaterialization

EVERY = 600.0
"""Seconds between two reports of a table: its age is counted in hours, and each one is kept."""

log = logging.getLogger(__name__)

Facts = Mapping[str, int]
Key = tuple[str, ...]


class Reporter(Thread):
    """Gathers what batches came to, and reports it in its own time, the last of each table.

    Dagster is where DAGSTER_HOME says; without it nothing is reported. What cannot be reported is
    logged, and the worker knows nothing of it.
    """

    def __init__(self, models: Mapping[str, Model], *, every: float = EVERY) -> None:
        """Starts at once, in the background."""
        super().__init__(name="dagster", daemon=True)
        self._models, self._every = models, every
        self._waiting: dict[Key, Facts] = {}
        self._lock, self._told, self._stopped = Lock(), Event(), Event()
        if "DAGSTER_HOME" in os.environ:
            self.start()

    def tell(self, cycle: Cycle) -> None:
        """Takes note of a batch."""
        with self._lock:
            self._waiting.update(assets(cycle, self._models))
        self._told.set()

    def close(self) -> None:
        """Reports what is left, and ends."""
        self._stopped.set()
        self._told.set()
        if self.is_alive():
            self.join(timeout=10)

    def run(self) -> None:
        """Reports what waits, then waits itself."""
        while not self._stopped.is_set():
            self._told.wait()
            self._told.clear()
            self._report()
            self._stopped.wait(self._every)
        self._report()

    def _report(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, {}
        try:
            report(waiting)
        except Exception:
            log.exception("Dagster was not told of %s tables", len(waiting))


def assets(cycle: Cycle, models: Mapping[str, Model]) -> Iterator[tuple[Key, Facts]]:
    """The assets that a batch brought up to date, by their keys in Dagster."""
    at = {"lake_snapshot": cycle.snapshot, "loaded_at": int(cycle.loaded_at.timestamp())}
    for table, rows in cycle.loaded.items():
        yield tuple(table.split(".")), {"rows": rows, **at}
    for name in cycle.tables:
        if name in models:
            yield (models[name].schema, name), at


def report(waiting: Mapping[Key, Facts]) -> None:
    """Writes a materialisation of each asset to Dagster's own storage."""
    if not waiting:
        return
    from dagster import DagsterInstance

    with DagsterInstance.get() as instance:
        for event in _materializations(waiting):
            instance.report_runless_asset_event(event)


def _materializations(waiting: Mapping[Key, Facts]) -> Sequence["AssetMaterialization"]:
    from dagster import AssetMaterialization, MetadataValue

    return [
        AssetMaterialization(
            asset_key=list(key),
            metadata={
                name: MetadataValue.timestamp(float(value)) if name == "loaded_at" else value
                for name, value in facts.items()
            },
        )
        for key, facts in waiting.items()
    ]
