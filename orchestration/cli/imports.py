"""`quarante import`: the files of an older program, and a report of every row refused."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from operational.core.i18n import _
from orchestration.cli.console import number, out, progress_bar
from orchestration.cli.database import ready_database
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
    from operational.workflows.imports.run import import_source

    with ready_database() as url, progress_bar(_("Import")) as advance:
        report = import_source(
            url, path=path, source=source, dry_run=dry_run, at=now(), progress=advance
        )
    _show(report)
    if report.refusals:
        raise typer.Exit(1)


def _show(report: "ImportReport") -> None:
    say = partial(out.print, markup=False)  # what files hold is text, never styles
    say(_counts(report))
    for title, issues in (
        (_("Lignes refusées"), report.refusals),
        (_("Valeurs laissées de côté, leur ligne est importée"), report.left_out),
    ):
        if issues:
            say(_issues(title, issues))
    for file, columns in report.unused_columns.items():
        names = ", ".join(columns)
        say(_("{file} : colonnes non reprises : {names}").format(file=file, names=names))
    for file, count in report.without_cost.items():
        sentence = (
            _("{file} : {count} ligne de facture sans coût : sa marge sera son montant.")
            if count == 1
            else _("{file} : {count} lignes de facture sans coût : leur marge sera leur montant.")
        )
        say(sentence.format(file=file, count=number(count)))
    if report.dry_run:
        say(_("Rien n'a été enregistré : c'était une vérification."))


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
