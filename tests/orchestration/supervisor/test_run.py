"""Supervision of real processes: restarted, stopped together, never left behind."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from operational.core.settings import Settings
from orchestration.supervisor.run import Condition, State, states
from tests.waiting import wait_until

RUNNER = """
import sys
from pathlib import Path
from operational.core.settings import Settings
from orchestration.supervisor.processes import Process
from orchestration.supervisor.run import run

data_dir, *programs = sys.argv[1:]
run(
    [
        Process(name=f"p{number}", label="", command=(sys.executable, "-c", program))
        for number, program in enumerate(programs)
    ],
    Settings(data_dir=Path(data_dir)),
)
"""
WAITER = "import signal; signal.pause()"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {WAITER!r}])"


@pytest.fixture
def settings(data_dir: Path) -> Settings:
    """An installation of the test's own."""
    return Settings(data_dir=data_dir)


@contextmanager
def supervisor(settings: Settings, *programs: str) -> Iterator[psutil.Process]:
    """A process that supervises others, killed at the end if it still lives."""
    command = [sys.executable, "-c", RUNNER, str(settings.data_dir), *programs]
    with subprocess.Popen(command) as process:
        try:
            wait_until(lambda: len(alive(settings)) == len(programs))
            yield psutil.Process(process.pid)
        finally:
            process.kill()


def alive(settings: Settings) -> list[State]:
    """The supervised processes that live."""
    return [state for state in states(settings) if state.pid]


def family(process: psutil.Process) -> list[psutil.Process]:
    """Everything a process started, directly or not."""
    return process.children(recursive=True)


def test_restarts_what_dies(settings: Settings) -> None:
    with supervisor(settings, WAITER, WAITER):
        first, second = alive(settings)

        psutil.Process(first.pid).kill()

        wait_until(lambda: len({state.pid for state in alive(settings)} - {first.pid}) == 2)
        assert [state.pid for state in states(settings) if state.name == second.name] == [
            second.pid
        ]


@pytest.mark.parametrize("request_to_stop", [signal.SIGTERM, signal.SIGINT])
def test_stops_everything_when_asked(settings: Settings, request_to_stop: signal.Signals) -> None:
    with supervisor(settings, WAITER, PARENT) as process:
        wait_until(lambda: len(family(process)) == 3)
        everything = family(process)

        process.send_signal(request_to_stop)

        assert process.wait(timeout=30) == 0
        assert psutil.wait_procs(everything, timeout=10)[1] == []
        assert states(settings) == []


def test_leaves_no_orphan_when_killed(settings: Settings) -> None:
    with supervisor(settings, WAITER, WAITER) as process:
        everything = family(process)

        process.kill()

        assert psutil.wait_procs(everything, timeout=30)[1] == []


def test_keeps_what_a_program_says(settings: Settings) -> None:
    with supervisor(settings, f"print('here', flush=True); {WAITER}"):
        log = settings.log_dir / "p0.log"
        wait_until(lambda: log.exists() and log.read_text() == "here\n")
        [state] = states(settings)

    assert state.condition in (Condition.STARTING, Condition.RUNNING)
