"""The one process that runs an installation: it holds a lock, which the system takes back from the dead."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

STOP_TIMEOUT = 60
ORPHANS_TIMEOUT = 10
"""Seconds that what Dagster started has to see that Dagster is gone."""


class AlreadyRunning(Exception):
    """Another process runs this installation."""


class DoesNotStop(Exception):
    """The process that runs the installation was asked to stop `STOP_TIMEOUT` seconds ago."""

    def __init__(self, *, pid: int) -> None:
        super().__init__(str(pid))
        self.pid = pid


@contextmanager
def sole_instance(run_dir: Path) -> Iterator[bool]:
    """Refuses to enter while another process is inside, for the same folder.

    Says whether the one before was killed: its processes may still be stopping.
    """
    run_dir.mkdir(parents=True, exist_ok=True)
    with _file(run_dir).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning from error
        file.seek(0)
        killed = bool(file.read())
        file.truncate(0)
        file.write(f"{os.getpid()} {psutil.Process().create_time()}")
        file.flush()
        try:
            yield killed
        finally:
            file.truncate(0)


def running_instance(run_dir: Path) -> psutil.Process | None:
    """The process that runs the installation, if one does."""
    try:
        pid, born = _file(run_dir).read_text().split()
        process = psutil.Process(int(pid))
    except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
        return None
    is_it = process.create_time() == float(born) and process.status() != psutil.STATUS_ZOMBIE
    return process if is_it else None


def stop_instance(run_dir: Path) -> bool:
    """Asks the process to stop everything, and waits for all of it; False when none runs."""
    process = running_instance(run_dir)
    if process is None:
        return False
    below = process.children(recursive=True)
    process.terminate()
    deadline = time.monotonic() + STOP_TIMEOUT
    while running_instance(run_dir) is not None:
        if time.monotonic() > deadline:
            raise DoesNotStop(pid=process.pid)
        time.sleep(0.1)
    for left in psutil.wait_procs(below, timeout=ORPHANS_TIMEOUT)[1]:
        left.kill()
    psutil.wait_procs(below)
    return True


def _file(run_dir: Path) -> Path:
    return run_dir / "up.lock"
