"""One `quarante up` at a time, and what a kill leaves."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from orchestration.supervisor import instance
from orchestration.supervisor.instance import (
    AlreadyRunning,
    DoesNotStop,
    running_instance,
    sole_instance,
    stop_instance,
)

INSTANCE = """
import signal, sys
from pathlib import Path
from orchestration.supervisor.instance import sole_instance

signal.signal(signal.SIGTERM, {on_sigterm})
with sole_instance(Path(sys.argv[1])):
    print("in", flush=True)
    while True:
        signal.pause()
"""


@contextmanager
def other_instance(
    run_dir: Path, on_sigterm: str = "lambda *_: sys.exit()"
) -> Iterator[subprocess.Popen[str]]:
    """Another process that runs the installation, until killed or asked to stop."""
    command = [sys.executable, "-c", INSTANCE.format(on_sigterm=on_sigterm), str(run_dir)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "in\n"
            yield process
        finally:
            process.kill()


def test_only_one_at_a_time(tmp_path: Path) -> None:
    with (
        other_instance(tmp_path) as other,
        pytest.raises(AlreadyRunning),
        sole_instance(tmp_path),
    ):
        pass

    assert other.returncode == -signal.SIGKILL


def test_knows_who_runs(tmp_path: Path) -> None:
    assert running_instance(tmp_path) is None
    with other_instance(tmp_path) as other:
        running = running_instance(tmp_path)
        assert running is not None
        assert running.pid == other.pid
    assert running_instance(tmp_path) is None


def test_says_when_the_one_before_was_killed(tmp_path: Path) -> None:
    with sole_instance(tmp_path) as after_a_kill:
        assert not after_a_kill
    with other_instance(tmp_path):
        pass
    with sole_instance(tmp_path) as after_a_kill:
        assert after_a_kill
    with sole_instance(tmp_path) as after_a_kill:
        assert not after_a_kill


def test_stops_the_one_that_runs(tmp_path: Path) -> None:
    with other_instance(tmp_path) as other:
        assert stop_instance(tmp_path)
        assert other.wait(timeout=10) == 0
    assert not stop_instance(tmp_path)


def test_one_that_does_not_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instance, "STOP_TIMEOUT", 0)
    with (
        other_instance(tmp_path, on_sigterm="signal.SIG_IGN") as other,
        pytest.raises(DoesNotStop) as refusal,
    ):
        stop_instance(tmp_path)

    assert refusal.value.pid == other.pid
