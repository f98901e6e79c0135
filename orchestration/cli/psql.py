"""`quarante psql`: PostgreSQL's own client on the database in force."""

import signal
import subprocess

import typer


def psql(context: typer.Context) -> None:
    """Opens psql, with the arguments given after `--`; exits with its code."""
    from operational.core.embedded import programs
    from operational.core.server import database_url
    from operational.core.settings import settings

    with database_url(settings()) as url:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for psql: it cancels a query
        done = subprocess.run([programs() / "psql", url, *context.args], check=False)
    raise typer.Exit(done.returncode)
