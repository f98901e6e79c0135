"""The commands of `quarante`, in the order the help lists them."""

from collections.abc import Callable
from typing import Any

import typer

from operational.core.i18n import _
from orchestration.cli.account import account
from orchestration.cli.backup import backup
from orchestration.cli.build import build
from orchestration.cli.commissions import commissions
from orchestration.cli.demo import demo
from orchestration.cli.doctor import doctor
from orchestration.cli.down import down
from orchestration.cli.french import FrenchCommand, FrenchGroup
from orchestration.cli.imports import import_files
from orchestration.cli.kpi import kpi
from orchestration.cli.live import live
from orchestration.cli.load import load
from orchestration.cli.maintain import maintain
from orchestration.cli.migrate import migrate
from orchestration.cli.psql import psql
from orchestration.cli.restore import restore
from orchestration.cli.status import status
from orchestration.cli.up import up

RUNNING = _("Faire tourner")
DATA = _("Données et indicateurs")
CARE = _("Entretien")

app = typer.Typer(
    name="quarante",
    cls=FrenchGroup,
    help=_(
        "La gestion de l'entreprise et ses quarante indicateurs.\n\n"
        "Pour essayer : [bold]quarante demo[/] invente une société, calcule ses indicateurs et"
        " ouvre l'application. Pour travailler : [bold]quarante import[/] reprend ce que la société"
        " avait avant, [bold]quarante account[/] crée le premier compte, [bold]quarante up[/] fait"
        " tourner l'application.\n\n"
        "Les réglages se lisent dans l'environnement et dans .env (modèle : .env.example) ;"
        " [bold]quarante doctor[/] les affiche et les vérifie."
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)


def add(name: str, function: Callable[..., None], panel: str, text: str, **options: Any) -> None:
    """Adds a command under one of the titles of the help."""
    command = app.command(name, cls=FrenchCommand, help=text, rich_help_panel=panel, **options)
    command(function)


add("demo", demo, RUNNING, _("Invente une société, calcule ses indicateurs, ouvre l'application."))
add("up", up, RUNNING, _("Fait tourner l'application et Dagster, jusqu'à Ctrl-C."))
add("down", down, RUNNING, _("Arrête, d'un autre terminal, ce que up fait tourner."))
add("status", status, RUNNING, _("Dit ce qui tourne, où, et depuis quand."))
add("import", import_files, DATA, _("Reprend les fichiers d'un ancien logiciel."))
add("load", load, DATA, _("Porte à l'entrepôt ce qui a changé dans la base."))
add("build", build, DATA, _("Recalcule les indicateurs de l'entrepôt."))
add("live", live, DATA, _("Fait suivre aux indicateurs chaque écriture, jusqu'à Ctrl-C."))
add("kpi", kpi, DATA, _("Affiche les indicateurs d'une période, avec N-1 et N-2."))
add("commissions", commissions, DATA, _("Affiche les commissions d'une période, ou la clôture."))
add("account", account, CARE, _("Crée un compte d'administrateur, ou lui rend l'accès."))
add("migrate", migrate, CARE, _("Crée ou met à jour les tables de la base."))
add("backup", backup, CARE, _("Sauvegarde la base et l'entrepôt."))
add("restore", restore, CARE, _("Restaure une sauvegarde, et vérifie ce qui revient."))
add("maintain", maintain, CARE, _("Allège l'entrepôt de ses états passés."))
add("doctor", doctor, CARE, _("Affiche les réglages en vigueur et vérifie ce qu'il leur faut."))
add(
    "psql",
    psql,
    CARE,
    _("Ouvre psql sur la base ; ce qui suit -- lui est passé."),
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
