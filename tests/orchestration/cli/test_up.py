"""`quarante up` as lived: started, joined, killed, started again, stopped."""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from operational.core.embedded import running_url
from orchestration.supervisor.instance import running_instance
from tests.orchestration.cli.conftest import QUARANTE, Run, one_sentence
from tests.waiting import wait_until


@pytest.fixture
def ports() -> dict[str, str]:
    """Two ports that nothing listens on."""
    with (
        socket.create_server(("127.0.0.1", 0)) as one,
        socket.create_server(("127.0.0.1", 0)) as two,
    ):
        return {
            "QUARANTE_PORT": str(one.getsockname()[1]),
            "QUARANTE_DAGSTER_PORT": str(two.getsockname()[1]),
        }


@pytest.fixture
def environment(environment: dict[str, str], ports: dict[str, str]) -> dict[str, str]:
    """The installation, on its own ports."""
    return environment | ports


@contextmanager
def up(environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A `quarante up` whose application answers."""
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [QUARANTE, "up"], cwd=log.parent, env=environment, stdout=output, stderr=output
        ) as process,
    ):
        try:
            wait_until(lambda: "Ctrl-C arrête tout" in log.read_text(), timeout=180)
            yield process
        finally:
            process.kill()


def family(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Everything that `up` started, but PostgreSQL, which is nobody's child."""
    return psutil.Process(process.pid).children(recursive=True)


@pytest.mark.usefixtures("parsed_project")
def test_life_of_an_installation(
    run: Run, environment: dict[str, str], ports: dict[str, str], data_dir: Path
) -> None:
    cluster, log = data_dir / "postgres", data_dir / "up.log"

    with up(environment, log) as first:
        told = log.read_text()
        assert f"http://localhost:{ports['QUARANTE_PORT']}" in told
        assert f"http://localhost:{ports['QUARANTE_DAGSTER_PORT']}" in told
        assert run("status").stdout.count("en marche") + run("status").stdout.count("démarre") >= 4
        assert one_sentence(run("up")).startswith("Quarante tourne déjà")
        everything = family(first)
        first.kill()
        assert psutil.wait_procs(everything, timeout=30)[1] == []

    wait_until(lambda: running_url(cluster) is None)

    with up(environment, log) as second:
        everything = family(second)
        assert run("down").stdout.endswith("Tout est arrêté.\n")
        assert second.wait(timeout=10) == 0
        assert psutil.wait_procs(everything, timeout=10)[1] == []
        assert log.read_text().endswith("Tout est arrêté.\n")

    assert running_url(cluster) is None
    assert running_instance(data_dir / "run") is None
