"""`quarante psql`: PostgreSQL's own client on the database in force."""

import signal
import subprocess
from typing import Annotated

import typer

from operational.core.i18n import _
from orchestration.cli.console import err
from orchestration.cli.french import FLAG


def psql(
    context: typer.Context,
    *,
    read_only: Annotated[
        bool,
        typer.Option("--read-only", metavar=FLAG, help=_("Lire seulement, sans les secrets.")),
    ] = False,
) -> None:
    """Opens psql, with the arguments given after `--`; exits with its code."""
    from operational.core.embedded import programs
    from operational.core.server import database_url
    from operational.core.settings import settings

    with database_url(settings()) as url:
        address = _as_reader(url) if read_only else url
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for psql: it cancels a query
        done = subprocess.run([programs() / "psql", address, *context.args], check=False)
    raise typer.Exit(done.returncode)


def _as_reader(url: str) -> str:
    """The same address, whose sessions take the reader's role; refuses where there is none."""
    import psycopg
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    from operational.core.roles import READER, may_work_as

    with psycopg.connect(url) as connection:
        found = connection.execute(f"SELECT {may_work_as(READER)}").fetchone()
    if found != (True,):
        advice = _("Le rôle {role} manque : « quarante doctor » dit comment l'obtenir.")
        err.print(advice.format(role=READER), style="red", markup=False)
        raise typer.Exit(1)
    options = conninfo_to_dict(url).get("options") or ""
    return make_conninfo(url, options=f"{options} -c role={READER}".strip())
