"""`quarante commissions`: what salespeople earn over a period, closed or forgotten from here."""

from collections.abc import Sequence
from contextlib import closing
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from operational.core.i18n import _
from orchestration.cli.console import number, out
from orchestration.cli.database import ready_database
from orchestration.cli.kpi import freshness

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from operational.core.periods import Period
    from operational.identity.models import AppUser
    from orchestration.commissions.close import Settled
    from orchestration.commissions.figures import Row


class Action(StrEnum):
    """What is done about the commissions of a period."""

    SHOW = "show"
    CLOSE = "close"
    DELETE = "delete"


class UnknownUser(Exception):
    """Nobody signs in with this address."""

    def __init__(self, *, email: str) -> None:
        """Keeps the address."""
        super().__init__(email)
        self.email = email


def commissions(
    action: Annotated[
        Action,
        typer.Argument(
            metavar="show|close|delete",
            help=_("Les afficher, clôturer la période, ou l'oublier tant qu'elle ne l'est pas."),
        ),
    ],
    period: Annotated[
        str,
        typer.Argument(metavar="PÉRIODE", help=_("2026-10, 2026-T3 ou 2026-09-15..2026-10-14.")),
    ],
    *,
    by: Annotated[
        str, typer.Option(metavar="ADRESSE", help=_("Pour clôturer : l'adresse de qui le fait."))
    ] = "",
) -> None:
    """Shows what each salesperson earns by invoice line; settles it, or forgets the period, everywhere."""
    from operational.core.periods import parse_period

    days = parse_period(period)
    match action:
        case Action.SHOW:
            _show(days)
        case Action.CLOSE:
            _close(days, by=by)
        case Action.DELETE:
            _delete(days)


def _show(days: "Period") -> None:
    from operational.core.server import database_url
    from operational.core.settings import settings
    from orchestration.commissions.figures import read_rows
    from transform.reader import open_reader

    with (
        database_url(settings()) as url,
        closing(open_reader(url, settings().lake_path)) as reader,
    ):
        out.print(_table(days, read_rows(reader, days)))
        out.print(freshness(reader))


def _close(days: "Period", *, by: str) -> None:
    """Settles what the warehouse says once it follows everything recorded so far, and shows it there."""
    from operational.core.clock import now
    from operational.core.settings import settings
    from operational.workflows.transaction import transaction
    from orchestration.commissions.close import define_periods, follow, settle_periods

    lake_path = settings().lake_path
    with ready_database() as url:
        with transaction(url) as session:
            _user(session, email=by)
            define_periods(session, days=days, at=now())
        with out.status(_("Mise à jour de l'entrepôt…")), transaction(url) as session:
            settled = settle_periods(
                session,
                url=url,
                lake_path=lake_path,
                days=days,
                by=_user(session, email=by),
                at=now(),
            )
        for one in settled:
            out.print(_settled(one))
        with out.status(_("Mise à jour de l'entrepôt…")):
            follow(url, lake_path=lake_path)


def _delete(days: "Period") -> None:
    from operational.sales.commissions.operations import delete_commission_periods
    from operational.workflows.transaction import transaction

    with ready_database() as url, transaction(url) as session:
        delete_commission_periods(session, days=days)
    out.print(
        _("Période du {start:%d/%m/%Y} au {end:%d/%m/%Y} supprimée.").format(
            start=days.start, end=days.end
        )
    )


def _user(session: "Session", *, email: str) -> "AppUser":
    from operational.identity.queries import find_user

    user = find_user(session, email=email)
    if user is None:
        raise UnknownUser(email=email)
    return user


def _settled(one: "Settled") -> str:
    return _("{company} : {lines} lignes réglées, {total} €.").format(
        company=one.company,
        lines=number(len(one.lines)),
        total=number(sum((line.commission for line in one.lines), Decimal(0))),
    )


def _table(days: "Period", rows: "Sequence[Row]") -> Table:
    from dashboards.components import formats

    table = Table(
        title=formats.days(days.start, days.end),
        title_justify="left",
        box=None,
        padding=(0, 2, 0, 0),
    )
    for title in (_("Commercial"), _("Pièce"), _("Client"), _("Article")):
        table.add_column(title)
    for title in (_("Base"), _("Taux"), _("Commission")):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column(_("Réglée"))
    for (_key, salesperson), found in groupby(
        rows, key=lambda row: (row["salesperson_id"], row["salesperson"] or "")
    ):
        lines = list(found)
        table.add_row(f"[bold]{escape(salesperson)}[/]", *[""] * 3, *_amounts(lines))
        for row in lines:
            texts = (row["document_reference"], row["customer"], row["item"] or "")
            settled = _("oui") if row["is_settled"] else ""
            table.add_row("", *map(escape, texts), *_amounts([row]), settled)
    return table


def _amounts(rows: "Sequence[Row]") -> tuple[str, str, str]:
    """Base, rate and commission of some rows together."""
    from dashboards.components import formats

    base = sum((row["commission_base"] for row in rows), Decimal(0))
    commission = sum((row["commission"] for row in rows), Decimal(0))
    rate = 100 * commission / base if base else None
    return number(base), formats.with_unit(rate, "%", decimals=2), number(commission)
