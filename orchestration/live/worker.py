"""The resident worker: waits for commits in PostgreSQL, and has the warehouse follow each batch."""

import logging
import time
from collections.abc import Callable
from contextlib import closing
from threading import Event

import psycopg

from orchestration.live.cycle import Cycle, Warehouse
from orchestration.live.report import Reporter
from orchestration.load.exclusive import LoadUnderWay
from transform.lake import open_lake

CHANNEL = "quarante_changes"
LOOKS_EVERY = 30.0
"""Seconds after which the worker looks for changes that nobody told it of."""
GATHERS_FOR = 0.05
"""Seconds between the first commit heard and the batch, so that those of a burst go together."""

log = logging.getLogger(__name__)

Told = Callable[[Cycle], None]
"""Told of each batch."""


def work(url: str, *, lake_path: str, told: Told, stop: Event) -> None:
    """Keeps the warehouse at the state of PostgreSQL until `stop` is set.

    Ends with an exception when PostgreSQL goes away: whoever supervises the worker starts it again.
    A batch that cannot be followed is computed whole; the worker never skips one.
    """
    with closing(open_lake(url, lake_path)) as lake:
        warehouse = Warehouse(lake, url, lake_path=lake_path)
        with closing(Reporter(warehouse.project.by_name)) as reporter:

            def tell(cycle: Cycle) -> None:
                reporter.tell(cycle)
                told(cycle)

            with psycopg.connect(url, autocommit=True) as listening:
                listening.execute(f"LISTEN {CHANNEL}")
                while not stop.is_set():
                    _catch_up(warehouse, tell)
                    _wait(listening, stop)


def _catch_up(warehouse: Warehouse, told: Told) -> None:
    """Follows batch after batch until there is none."""
    try:
        while (cycle := warehouse.catch_up()) is not None:
            told(cycle)
    except LoadUnderWay:
        log.warning("another load or build is under way: trying again")


def _wait(listening: psycopg.Connection, stop: Event) -> None:
    """Until a commit is heard, the worker is to stop, or it is time to look anyway."""
    until = time.monotonic() + LOOKS_EVERY
    while not stop.is_set() and time.monotonic() < until:
        for _ in listening.notifies(timeout=0.5, stop_after=1):
            stop.wait(GATHERS_FOR)
            return
