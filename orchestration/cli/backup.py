"""`quarante backup`: the database and the lake, copied to a folder."""

from pathlib import Path
from typing import Annotated

import typer

from operational.core.i18n import _
from orchestration.cli.console import number, out, progress_bar


def backup(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DOSSIER]",
            show_default=False,
            help=_("Où la ranger. Par défaut : QUARANTE_BACKUP_DIR."),
        ),
    ] = None,
) -> None:
    """Makes a backup while people work, and removes those that are too old."""
    from operational.core.clock import now
    from operational.core.server import database_url
    from operational.core.settings import settings
    from orchestration.care.backup import back_up

    with database_url(settings()) as url, progress_bar(_("Sauvegarde")) as advance:
        made = back_up(
            url,
            lake_path=settings().lake_path,
            folder=folder.resolve() if folder else settings().backups,
            days=settings().backup_days,
            at=now(),
            progress=advance,
        )
    out.print(
        _("Sauvegardé dans {folder} : {size} Mo.").format(
            folder=made.folder, size=number(round(made.manifest.size / 1e6))
        )
    )
    for old in made.removed:
        out.print(_("Ancienne sauvegarde supprimée : {name}.").format(name=old.name))
