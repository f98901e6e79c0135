"""Eight readers ask for the board at once while the live worker writes.

`python -m tests.benchmarks.readers FOLDER`, on a history made by `tests.benchmarks.demo`: each reader is a
process that asks for any period and filter without a pause; an invoice is committed twice a second.
"""

import sys
import time
from contextlib import closing
from decimal import Decimal
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Event
from pathlib import Path

from tests.benchmarks.board import ask, measured, p95
from tests.benchmarks.freshness import commit_invoice, live_worker
from tests.benchmarks.measure import place, row
from transform.reader import open_reader

READERS = 8
PROCESSES = get_context("spawn")


def main(folder: Path) -> None:
    """Prints the median and the 95th percentile over all readers, alone and while it is written."""
    with place(folder) as here:
        row(f"{READERS} readers, nobody writes", *_together(here.url, here.lake_path))
        with live_worker(folder):
            stop = PROCESSES.Event()
            writer = PROCESSES.Process(target=write, args=(here.url, stop))
            writer.start()
            row(f"{READERS} readers, live worker writing", *_together(here.url, here.lake_path))
            stop.set()
            writer.join()


def _together(url: str, lake_path: str) -> tuple[list[float], str]:
    """Seconds of every question of every reader, and their 95th percentile."""
    found: SimpleQueue[list[float]] = PROCESSES.SimpleQueue()
    readers = [
        PROCESSES.Process(target=read, args=(url, lake_path, seed, found))
        for seed in range(READERS)
    ]
    for reader in readers:
        reader.start()
    seconds = [one for _ in readers for one in found.get()]
    for reader in readers:
        reader.join()
    return seconds, p95(seconds)


def read(url: str, lake_path: str, seed: int, found: "SimpleQueue[list[float]]") -> None:
    """Asks for the board, and says how long each time took."""
    with closing(open_reader(url, lake_path)) as reader:
        found.put(
            measured(reader, lambda period, filters: ask(reader, period, filters), seed=seed)
        )


def write(url: str, stop: Event) -> None:
    """Commits an invoice twice a second."""
    while not stop.is_set():
        commit_invoice(url, Decimal(1))
        time.sleep(0.5)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
