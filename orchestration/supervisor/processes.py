"""What runs: the application, Dagster, and the keeper of the embedded PostgreSQL."""

import sys
from dataclasses import dataclass
from pathlib import Path

from operational.core.i18n import _
from operational.core.settings import Settings

DEFINITIONS = "orchestration.definitions"


@dataclass(frozen=True, slots=True)
class Process:
    """A program to keep running; `url` is where a person opens it, and where it answers once ready."""

    name: str
    label: str
    command: tuple[str, ...]
    url: str | None = None

    def bound_to(self, pid: int) -> tuple[str, ...]:
        """The command that makes the program end with the process that starts it."""
        return (*_module("orchestration.supervisor.bound", str(pid)), *self.command)


def processes(settings: Settings) -> list[Process]:
    """The processes of an installation, in the order they start."""
    application = Process(
        name="app",
        label=_("Application"),
        command=(
            *_module("uvicorn", "dashboards.server:app"),
            *("--host", settings.host, "--port", str(settings.port)),
            *("--log-level", settings.log_level.lower(), "--timeout-graceful-shutdown", "5"),
        ),
        url=f"http://{_reachable(settings.host)}:{settings.port}",
    )
    dagster = Process(
        name="dagster",
        label=_("Dagster"),
        command=(
            *_in_background("dagster-webserver", "--module-name", DEFINITIONS),
            *("--host", "127.0.0.1", "--port", str(settings.dagster_port)),
        ),
        url=f"http://localhost:{settings.dagster_port}",
    )
    daemon = Process(
        name="dagster-daemon",
        label=_("Tâches planifiées"),
        command=_in_background("dagster-daemon", "run", "--module-name", DEFINITIONS),
    )
    live = Process(
        name="live",
        label=_("Indicateurs en direct"),
        command=_in_background("quarante", "live"),
    )
    keeper = Process(
        name="postgresql",
        label=_("PostgreSQL embarqué"),
        command=_module("orchestration.supervisor.keeper", str(settings.cluster_dir)),
    )
    embedded = [keeper] if settings.database_url is None else []
    return [*embedded, application, live, dagster, daemon]


def _reachable(host: str) -> str:
    """Where a browser on this machine finds what listens on an address."""
    return "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host  # noqa: S104


def _module(name: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", name, *arguments)


def _in_background(name: str, *arguments: str) -> tuple[str, ...]:
    """A program that a dependency installed beside Python, which lets the application go first."""
    return ("nice", "-n", "10", str(Path(sys.executable).with_name(name)), *arguments)
