"""The one process that runs an installation: it holds a lock, which the system takes back from the dead."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

STOP_TIMEOUT = 60


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
    everything = [process, *process.children(recursive=True)]
    process.terminate()
    _, alive = psutil.wait_procs(everything, timeout=STOP_TIMEOUT)
    if alive:
        raise DoesNotStop(pid=alive[0].pid)
    return True


def _file(run_dir: Path) -> Path:
    return run_dir / "up.lock"
