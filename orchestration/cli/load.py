"""`quarante load`: what changed in PostgreSQL, brought to the warehouse."""

from typing import Annotated

import typer

from operational.core.i18n import _
from orchestration.cli.console import number, out, progress_bar
from orchestration.cli.database import ready_database
from orchestration.cli.french import FLAG


def load(
    *,
    full: Annotated[
        bool,
        typer.Option(
            "--full", metavar=FLAG, help=_("Tout reprendre, et pas seulement ce qui a changé.")
        ),
    ] = False,
    accept_schema: Annotated[
        bool,
        typer.Option(
            "--accept-schema",
            metavar=FLAG,
            help=_("Accepter une colonne supprimée ou changée de type."),
        ),
    ] = False,
) -> None:
    """Loads the changes since the last time, exactly once."""
    from operational.core.settings import settings

    with ready_database() as url:
        load_lake(url, settings().lake_path, full=full, accept_schema=accept_schema)


def load_lake(
    url: str, lake_path: str, *, full: bool = False, accept_schema: bool = False
) -> None:
    """Loads under a progress bar, and says how much."""
    from orchestration.load.run import load

    with progress_bar(_("Chargement de l'entrepôt")) as advance:
        result = load(
            url, lake_path=lake_path, full=full, accept_schema=accept_schema, progress=advance
        )
    out.print(
        _("{rows} lignes de {tables} tables chargées en {seconds} s.").format(
            rows=number(result.rows),
            tables=len(result.tables),
            seconds=number(round(result.seconds)),
        )
    )
