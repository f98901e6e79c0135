"""`quarante demo`: an invented company, its indicators, and the application on them."""

import time
from contextlib import ExitStack
from datetime import date as day
from datetime import datetime
from typing import Annotated

import typer
from rich.table import Table

from operational.core.i18n import _
from orchestration.cli.build import build_warehouse, is_built
from orchestration.cli.console import number, out, progress_bar
from orchestration.cli.french import FLAG
from orchestration.cli.kpi import TIME_ZONE
from orchestration.cli.load import load_lake
from orchestration.cli.up import reserved, serve


def demo(
    *,
    seed: Annotated[
        int,
        typer.Option(
            metavar="ENTIER≥0", min=0, help=_("Graine du hasard : la même, la même société.")
        ),
    ] = 1,
    scale: Annotated[
        float,
        typer.Option(metavar="NOMBRE≥0,01", min=0.01, help=_("Taille : 1 vaut 4 000 clients.")),
    ] = 1,
    date: Annotated[
        datetime | None,
        typer.Option(
            metavar="AAAA-MM-JJ",
            formats=["%Y-%m-%d"],
            help=_("Dernier jour de son histoire. Par défaut : aujourd'hui."),
        ),
    ] = None,
    no_serve: Annotated[
        bool,
        typer.Option(
            "--no-serve", metavar=FLAG, help=_("Tout préparer, sans ouvrir l'application.")
        ),
    ] = False,
) -> None:
    """Creates the company unless the database holds it, loads, builds, then serves."""
    from operational import migrations
    from operational.core.clock import today
    from operational.core.server import database_url
    from operational.core.settings import settings

    with ExitStack() as until_the_end:
        if not no_serve:
            until_the_end.enter_context(reserved(settings()))
        url = until_the_end.enter_context(database_url(settings()))
        migrations.upgrade(url)
        last_day = date.date() if date else today(TIME_ZONE)
        _create(url, seed=seed, scale=scale, last_day=last_day)
        load_lake(url, settings().lake_path)
        if not is_built(url, settings().lake_path):
            build_warehouse(url, settings().lake_path)
        if no_serve:
            out.print(_logins())
        else:
            serve(settings(), notes=[_logins()])


def _create(url: str, *, seed: int, scale: float, last_day: day) -> None:
    """Creates the company; one that is already there is kept as it is."""
    from orchestration.demo.build import DemoRefused, create_demo
    from orchestration.demo.tables.company import COMPANY

    started = time.monotonic()
    try:
        with progress_bar(_("Société de démonstration")) as advance:
            summary = create_demo(url, seed=seed, scale=scale, today=last_day, progress=advance)
    except DemoRefused as refusal:
        if refusal.company != COMPANY["name"]:
            raise
        out.print(
            _(
                "La société de démonstration est déjà là : ses données sont gardées, sans tenir"
                " compte de --seed, --scale ni --date."
            )
        )
    else:
        rows = number(sum(summary.rows.values()))
        out.print(
            _("{rows} lignes écrites dans {tables} tables en {seconds} s.").format(
                rows=rows,
                tables=len(summary.rows),
                seconds=number(round(time.monotonic() - started)),
            )
        )


def _logins() -> Table:
    """Who may sign in, and as what."""
    from orchestration.demo.tables.company import EMAIL_DOMAIN, MAILBOXES, PASSWORD, ROLES

    table = Table(
        title=_("Pour se connecter, mot de passe {password}").format(password=PASSWORD),
        title_justify="left",
        box=None,
        show_header=False,
        padding=(0, 2, 0, 0),
    )
    for job, mailbox in MAILBOXES.items():
        table.add_row(f"{mailbox}@{EMAIL_DOMAIN}", ROLES[job][0])
    return table
