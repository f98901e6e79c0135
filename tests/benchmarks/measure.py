"""What every benchmark needs: a database of its own, whole processes timed, medians."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from operational import migrations
from operational.core.embedded import embedded_server


@dataclass(frozen=True, slots=True)
class Place:
    """Where a benchmark works: a migrated database, and a folder for its lake."""

    url: str
    lake_path: str


@contextmanager
def place() -> Iterator[Place]:
    """A server and a migrated database of the benchmark's own, gone after it."""
    folder = Path(tempfile.mkdtemp(prefix="quarante-bench-"))
    folder.chmod(0o755)
    try:
        with embedded_server(folder / "postgres") as url:
            migrations.upgrade(url)
            yield Place(url, f"{folder / 'lake'}/")
    finally:
        shutil.rmtree(folder)


def seconds_of(work: Callable[[], object], *, runs: int = 5) -> list[float]:
    """Seconds of each run, after one that is not counted."""
    work()
    return [_timed(work) for _ in range(runs)]


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def process(*arguments: str) -> tuple[float, float]:
    """Seconds and peak memory (GB) of a whole process of this Python; it must succeed."""
    started = time.perf_counter()
    child = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, arguments)
    return time.perf_counter() - started, usage.ru_maxrss / 1024**2


def row(label: str, seconds: list[float], note: str = "") -> None:
    """Prints a line of a Markdown table: median, then least and most."""
    median = statistics.median(seconds)
    print(f"| {label} | {median:.3f} s | {min(seconds):.3f} to {max(seconds):.3f} | {note} |")  # noqa: T201
