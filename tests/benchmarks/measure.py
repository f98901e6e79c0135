"""What every benchmark needs: a database of its own, whole processes timed, medians."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from operational import migrations
from operational.core.embedded import embedded_server


@dataclass(frozen=True, slots=True)
class Place:
    """Where a benchmark works: a migrated database, and a folder for its lake."""

    url: str
    lake_path: str


@contextmanager
def place(kept: Path | None = None) -> Iterator[Place]:
    """A server and a migrated database: in a folder that is kept, or in one that is gone after."""
    with ExitStack() as until_the_end:
        folder = kept or Path(
            until_the_end.enter_context(TemporaryDirectory(prefix="quarante-bench-"))
        )
        folder.chmod(0o755)
        url = until_the_end.enter_context(embedded_server(folder / "postgres"))
        migrations.upgrade(url)
        yield Place(url, f"{folder / 'lake'}/")


def seconds_of(work: Callable[[], object], *, runs: int = 5) -> list[float]:
    """Seconds of each run, after one that is not counted."""
    work()
    return [_timed(work) for _ in range(runs)]


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def process(*command: str, **settings: object) -> tuple[float, float]:
    """Seconds of a whole process that must succeed, and the memory (GB) the machine gave for it.

    The memory is what was available before less the least available during: PostgreSQL counts, the
    files' cache does not. `settings` are QUARANTE_ variables without their prefix.
    """
    variables = {f"QUARANTE_{name.upper()}": str(value) for name, value in settings.items()}
    before = least = psutil.virtual_memory().available
    started = time.perf_counter()
    child = subprocess.Popen(command, env=os.environ | variables)
    while child.poll() is None:
        least = min(least, psutil.virtual_memory().available)
        time.sleep(0.05)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    return time.perf_counter() - started, (before - least) / 1024**3


def row(label: str, seconds: list[float], note: str = "") -> None:
    """Prints a line of a Markdown table: median, then least and most."""
    median = statistics.median(seconds)
    print(f"| {label} | {median:.3f} s | {min(seconds):.3f} to {max(seconds):.3f} | {note} |")  # noqa: T201
