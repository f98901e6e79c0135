"""`quarante up`: everything runs until Ctrl-C or `quarante down`."""

import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from operational.core.i18n import _
from orchestration.cli.console import out

if TYPE_CHECKING:
    from rich.console import RenderableType

    from operational.core.settings import Settings
    from orchestration.supervisor.processes import Process

PATIENCE = 20
"""Seconds left to the processes of a killed `up` to stop."""


def up() -> None:
    """Brings the database to the present schema, then runs everything."""
    from operational import migrations
    from operational.core.server import database_url
    from operational.core.settings import settings

    with reserved(settings()), database_url(settings()) as url:
        migrations.upgrade(url)
        serve(settings())


@contextmanager
def reserved(settings: "Settings") -> Iterator[None]:
    """Refuses, before any work, an installation that already runs or whose ports are taken."""
    from orchestration.supervisor.instance import sole_instance
    from orchestration.supervisor.ports import check_port

    with sole_instance(settings.run_dir) as after_a_kill:
        patience = PATIENCE if after_a_kill else 0
        check_port(settings.host, settings.port, setting="QUARANTE_PORT", patience=patience)
        check_port(
            "127.0.0.1", settings.dagster_port, setting="QUARANTE_DAGSTER_PORT", patience=patience
        )
        yield


def serve(settings: "Settings", *, notes: "Sequence[RenderableType]" = ()) -> None:
    """Runs every process until asked to stop; says where, then `notes`, once all answer."""
    from orchestration.supervisor.processes import processes
    from orchestration.supervisor.run import run

    everything = processes(settings)
    Thread(target=_tell, args=(everything, settings, notes), daemon=True).start()
    run(everything, settings)
    out.print(_("Tout est arrêté."))


def _tell(
    everything: "Sequence[Process]", settings: "Settings", notes: "Sequence[RenderableType]"
) -> None:
    """Says what is ready and where, and from then on what dies."""
    from orchestration.supervisor.run import states

    troubles = Troubles(everything, settings)
    waiting = list(everything)
    with out.status(_("Démarrage…")):
        while waiting:
            alive = {state.name for state in states(settings) if state.pid}
            for process in [one for one in waiting if one.name in alive and _answers(one)]:
                waiting.remove(process)
                out.print(f" [green]✓[/] {process.label:<22}{process.url or _('en marche')}")
            troubles.tell()
            time.sleep(0.3)
    out.print(f"   {_('Données'):<22}{_short(settings.data_dir.resolve())}")
    out.print(f"   {_('Journaux'):<22}{_short(settings.log_dir)}")
    for note in (*notes, _("Ctrl-C arrête tout.")):
        out.print(note)
    while True:
        troubles.tell()
        time.sleep(1)


class Troubles:
    """What went wrong with the processes, each said once."""

    def __init__(self, everything: "Sequence[Process]", settings: "Settings") -> None:
        """Knows the processes by name; none has had trouble yet."""
        self._labels = {process.name: process.label for process in everything}
        self._settings = settings
        self._pids: dict[str, int] = {}
        self._given_up: set[str] = set()

    def tell(self) -> None:
        """Says which processes died since the last time."""
        from orchestration.supervisor.run import Condition, states

        for state in states(self._settings):
            if state.condition is Condition.FATAL and state.name not in self._given_up:
                self._given_up.add(state.name)
                self._say(state.name, _("ne démarre pas"))
            elif state.pid and self._pids.setdefault(state.name, state.pid) != state.pid:
                self._pids[state.name] = state.pid
                self._say(state.name, _("s'est arrêté et redémarre"))

    def _say(self, name: str, what: str) -> None:
        log = self._settings.log_dir / f"{name}.log"
        out.print(
            _("[yellow]{label} {what} ; la raison est dans {log}[/]").format(
                label=self._labels[name], what=what, log=_short(log)
            )
        )


def _answers(process: "Process") -> bool:
    if process.url is None:
        return True
    address = urlsplit(process.url)
    try:
        socket.create_connection((address.hostname or "", address.port or 0), timeout=2).close()
    except OSError:
        return False
    return True


def _short(path: Path) -> str:
    """The path as typed from here when it is below."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
