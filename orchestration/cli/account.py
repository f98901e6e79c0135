"""`quarante account`: whoever administers the installation gets in, or in again."""

import sys
from getpass import getpass
from typing import Annotated

import typer

from operational.core.i18n import _
from orchestration.cli.console import out
from orchestration.cli.database import ready_database


class PasswordsDiffer(Exception):
    """The password was not typed twice alike."""


def account(
    email: Annotated[str, typer.Argument(metavar="ADRESSE", help=_("Son adresse e-mail."))],
    *,
    name: Annotated[
        str | None, typer.Option(metavar="NOM", help=_("Son nom. Par défaut : l'adresse."))
    ] = None,
) -> None:
    """Creates an administrator's account, or gives an account a new password and every right."""
    from operational.core.clock import now
    from operational.identity.operations import EmailRefused, admit_administrator
    from operational.identity.rules import is_email
    from operational.workflows.transaction import transaction

    if not is_email(email):
        raise EmailRefused(email=email)
    password = _read_password()
    with ready_database() as url, transaction(url) as session:
        admit_administrator(
            session,
            email=email,
            name=name or email,
            password=password,
            rights=_rights(),
            at=now(),
        )
    out.print(_("{email} peut se connecter, avec tous les droits.").format(email=email))


def _read_password() -> str:
    """Asks twice without showing it; a script gives it as the first line of its input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass(_("Mot de passe : "))
    if getpass(_("Le même, encore : ")) != password:
        raise PasswordsDiffer
    return password


def _rights() -> set[str]:
    """Every right there is: those that open pages, and that of giving rights."""
    from dashboards.menu import MENU
    from operational.identity.queries import MANAGE_USERS

    return {MANAGE_USERS, *(entry.right for entry in MENU)}
