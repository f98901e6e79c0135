"""The keeper of the embedded server: ends with it, and is then started again."""

from pathlib import Path
from threading import Event

from operational.core.embedded import running_url
from orchestration.supervisor.keeper import keep
from tests.operational.core.test_embedded import kill_server


def test_stops_when_asked(data_dir: Path) -> None:
    asked_to_stop = Event()
    asked_to_stop.set()

    assert keep(data_dir / "postgres", asked_to_stop=asked_to_stop)

    assert running_url(data_dir / "postgres") is None


def test_ends_when_the_server_dies(data_dir: Path) -> None:
    cluster = data_dir / "postgres"

    class PowerFailure(Event):
        def wait(self, timeout: float | None = None) -> bool:
            kill_server(cluster)
            return timeout is None

    assert not keep(cluster, asked_to_stop=PowerFailure())
