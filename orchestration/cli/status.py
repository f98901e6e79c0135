"""`quarante status`: what runs, where, and since when."""

from contextlib import closing
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import typer
from rich.table import Table

from operational.core.i18n import _
from orchestration.cli.console import out
from orchestration.cli.kpi import TIME_ZONE, freshness

if TYPE_CHECKING:
    from operational.core.settings import Settings

NOT_RUNNING = 3
"""Exit code of a status that finds nothing running, as other service managers give."""


def status() -> None:
    """Shows each process; exits with 3 when nothing runs."""
    from operational.core.settings import settings
    from orchestration.supervisor.instance import running_instance

    if running_instance(settings().run_dir) is None:
        out.print(_("Rien ne tourne. [bold]quarante up[/] démarre tout."))
        raise typer.Exit(NOT_RUNNING)
    out.print(_processes(settings()))
    out.print(_warehouse(settings()))


def _processes(settings: "Settings") -> Table:
    from orchestration.supervisor.processes import processes
    from orchestration.supervisor.run import states

    known = {process.name: process for process in processes(settings)}
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in (_("Processus"), _("État"), _("Depuis"), _("Numéro"), _("Adresse")):
        table.add_column(title, no_wrap=True)
    for state in states(settings):
        process = known[state.name]
        table.add_row(
            process.label,
            _CONDITIONS[state.condition.name],
            f"{state.since.astimezone(ZoneInfo(TIME_ZONE)):%d/%m %H:%M:%S}",
            str(state.pid or ""),
            process.url,
        )
    return table


def _warehouse(settings: "Settings") -> str:
    """How fresh the indicators are."""
    from operational.core.server import database_url
    from transform.reader import NothingPublished, open_reader

    try:
        with (
            database_url(settings) as url,
            closing(open_reader(url, settings.lake_path)) as reader,
        ):
            return freshness(reader)
    except NothingPublished:
        return _("L'entrepôt n'a pas encore d'indicateurs.")


_CONDITIONS = {
    "STOPPED": _("arrêté"),
    "STARTING": _("démarre"),
    "RUNNING": _("en marche"),
    "BACKOFF": _("va être relancé"),
    "STOPPING": _("s'arrête"),
    "EXITED": _("terminé"),
    "FATAL": _("ne démarre pas"),
    "UNKNOWN": _("inconnu"),
}
