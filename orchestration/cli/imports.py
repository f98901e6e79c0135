"""`quarante import`: the files of an older program, and a report of every row refused."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from operational.core.i18n import _
from orchestration.cli.console import number, out, progress_bar
from orchestration.cli.french import FLAG

if TYPE_CHECKING:
    from operational.workflows.imports.report import ImportReport, Issue


def import_files(
    path: Annotated[
        Path, typer.Argument(metavar="CHEMIN", help=_("Fichier, ou dossier de fichiers."))
    ],
    *,
    source: Annotated[
        str,
        typer.Option(
            metavar="NOM",
            help=_("Ce que sont ces fichiers : une source livrée, ou le chemin d'un .yaml."),
        ),
    ],
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", metavar=FLAG, help=_("Tout vérifier, sans rien enregistrer.")),
    ] = False,
) -> None:
    """Imports, shows what was refused; exits with 1 when a row was."""
    from operational.core.clock import now
    from operational.core.server import database_url
    from operational.core.settings import settings
    from operational.workflows.imports.run import import_source

    with database_url(settings()) as url, progress_bar(_("Import")) as advance:
        report = import_source(
            url, path=path, source=source, dry_run=dry_run, at=now(), progress=advance
        )
    _show(report)
    if report.refusals:
        raise typer.Exit(1)


def _show(report: "ImportReport") -> None:
    out.print(_counts(report))
    for title, issues in (
        (_("Lignes refusées"), report.refusals),
        (_("Valeurs laissées de côté, leur ligne est importée"), report.left_out),
    ):
        if issues:
            out.print(_issues(title, issues))
    for file, columns in report.unused_columns.items():
        names = ", ".join(columns)
        out.print(_("{file} : colonnes non reprises : {names}").format(file=file, names=names))
    if report.dry_run:
        out.print(_("Rien n'a été enregistré : c'était une vérification."))


def _counts(report: "ImportReport") -> Table:
    """Rows by layout, and the net of documents."""
    from operational.workflows.imports.layouts import BY_NAME

    table = _table(_("Société « {name} »").format(name=report.company))
    table.add_column("")
    for title in (_("lues"), _("écrites"), _("inchangées"), _("refusées"), _("total HT")):
        table.add_column(title, justify="right")
    for layout, counts in report.counts.items():
        rows = (counts.read, counts.written, counts.unchanged, counts.refused)
        net = "" if counts.net is None else number(counts.net)
        table.add_row(BY_NAME[layout].label, *map(number, rows), net)
    return table


def _issues(title: str, issues: "Sequence[Issue]") -> Table:
    from operational.workflows.imports.labels import why

    table = _table(title)
    for name in (_("Fichier"), _("Ligne"), _("Colonne"), _("Motif")):
        table.add_column(name, overflow="fold")
    for issue in issues:
        table.add_row(issue.file, str(issue.line), issue.column, why(issue))
    return table


def _table(title: str) -> Table:
    return Table(title=title, title_justify="left", box=None, padding=(0, 2, 0, 0))
