"""`quarante live`: the figures follow each commit, until Ctrl-C."""

import signal
from threading import Event
from typing import TYPE_CHECKING

from operational.core.i18n import _
from orchestration.cli.console import number, out
from orchestration.cli.database import ready_database

if TYPE_CHECKING:
    from orchestration.live.cycle import Cycle


def live() -> None:
    """Keeps the warehouse at the state of the database, and says what each batch came to."""
    from operational.core.settings import settings
    from orchestration.live.worker import work

    stop = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    with ready_database() as url:
        out.print(_("L'entrepôt suit la base. Ctrl-C arrête."))
        work(url, lake_path=settings().lake_path, told=_tell, stop=stop)


def _tell(cycle: "Cycle") -> None:
    sentence = (
        _("{at} : {rows} lignes, tout recalculé en {seconds} s.")
        if cycle.rebuilt
        else _("{at} : {rows} lignes, {tables} tables mises à jour en {seconds} s.")
    )
    out.print(
        sentence.format(
            at=f"{cycle.loaded_at.astimezone():%H:%M:%S}",
            rows=number(cycle.rows),
            tables=len(cycle.tables),
            seconds=f"{cycle.seconds:.1f}".replace(".", ","),
        )
    )
