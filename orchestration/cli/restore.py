"""`quarante restore`: a backup in the place of the database and the lake."""

from pathlib import Path
from typing import Annotated

import typer

from operational.core.i18n import _
from orchestration.cli.console import number, out, progress_bar
from orchestration.cli.french import FLAG


def restore(
    folder: Annotated[
        Path, typer.Argument(metavar="DOSSIER", help=_("La sauvegarde à restaurer."))
    ],
    *,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace", metavar=FLAG, help=_("Remplacer la société que la base contient.")
        ),
    ] = False,
) -> None:
    """Restores a backup where nothing runs, and proves that what came back is what was saved."""
    from operational.core.server import database_url
    from operational.core.settings import settings
    from orchestration.care.restore import restore as bring_back
    from orchestration.supervisor.instance import sole_instance

    with (
        sole_instance(settings().run_dir),
        database_url(settings()) as url,
        progress_bar(_("Restauration")) as advance,
    ):
        done = bring_back(
            url,
            lake_path=settings().lake_path,
            folder=folder.resolve(),
            replace=replace,
            progress=advance,
        )
    out.print(
        _(
            "Restauré : l'état du {at:%d/%m/%Y à %H:%M}. {rows} lignes comptées, {figures} indicateurs"
            " identiques, {tables} tables de l'entrepôt égales à la base."
        ).format(
            at=done.manifest.made_at.astimezone(),
            rows=number(sum(done.manifest.rows.values())),
            figures=len(done.manifest.figures),
            tables=done.reconciliation.tables,
        )
    )
