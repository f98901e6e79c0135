"""`quarante commissions`: what salespeople earn over a period, and the closing that settles it."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from operational.core.i18n import _
from orchestration.cli.build import build_warehouse, is_built
from orchestration.cli.console import number, out
from orchestration.cli.database import ready_database
from orchestration.cli.kpi import freshness

if TYPE_CHECKING:
    from operational.core.periods import Period
    from operational.sales.commissions.types import Earned
    from transform.reader import Reader

Row = dict[str, Any]


class Action(StrEnum):
    """What is done about the commissions of a period."""

    SHOW = "show"
    CLOSE = "close"


class UnknownUser(Exception):
    """Nobody signs in with this address."""

    def __init__(self, *, email: str) -> None:
        """Keeps the address."""
        super().__init__(email)
        self.email = email


def commissions(
    action: Annotated[
        Action,
        typer.Argument(metavar="show|close", help=_("Les afficher, ou clôturer la période.")),
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
    """Shows what each salesperson earns by invoice line; or settles it, for every company."""
    from operational.core.periods import parse_period

    days = parse_period(period)
    if action is Action.CLOSE:
        _close(days, by=by)
    else:
        _show(days)


def _show(days: "Period") -> None:
    from operational.core.server import database_url
    from operational.core.settings import settings
    from transform.reader import open_reader

    with (
        database_url(settings()) as url,
        closing(open_reader(url, settings().lake_path)) as reader,
    ):
        out.print(_table(days, _rows(reader, days)))
        out.print(freshness(reader))


def _close(days: "Period", *, by: str) -> None:
    """Has the warehouse follow everything recorded so far, settles what it says, and shows it there."""
    from operational.core.clock import now
    from operational.core.settings import settings
    from operational.identity.queries import find_user
    from operational.sales.commissions.operations import (
        close_commission_period,
        define_commission_period,
        hold_documents,
    )
    from operational.workflows.transaction import transaction
    from transform.reader import open_reader

    with ready_database() as url:
        _define(url, days, by=by)
        said = []
        with transaction(url) as session:
            hold_documents(session)
            _follow(url, settings().lake_path)
            with closing(open_reader(url, settings().lake_path)) as reader:
                state, user = reader.freshness(), find_user(session, email=by)
                assert user is not None  # noqa: S101 - see `_define`
                for company in reader.companies(at_snapshot=state.snapshot):
                    period = define_commission_period(
                        session, company_id=company.company_id, days=days
                    )
                    rows = _rows(reader, days, company=company.company_id, snapshot=state.snapshot)
                    lines = list(_earned(rows))
                    close_commission_period(
                        session,
                        period=period,
                        lines=lines,
                        recorded_until=state.loaded_at,
                        by=user,
                        at=now(),
                    )
                    said.append(_settled(company.name, lines))
        for sentence in said:
            out.print(sentence)
        _follow(url, settings().lake_path)


def _settled(company: str, lines: "Sequence[Earned]") -> str:
    return _("{company} : {lines} lignes réglées, {total} €.").format(
        company=company,
        lines=number(len(lines)),
        total=number(sum((line.commission for line in lines), Decimal(0))),
    )


def _define(url: str, days: "Period", *, by: str) -> None:
    """Refuses what cannot be closed before any work; bands then go by these days."""
    from sqlalchemy import select

    from operational.core.clock import now
    from operational.core.models import Company
    from operational.identity.queries import find_user
    from operational.sales.commissions.operations import (
        check_commission_period,
        define_commission_period,
    )
    from operational.workflows.transaction import transaction

    with transaction(url) as session:
        if find_user(session, email=by) is None:
            raise UnknownUser(email=by)
        for company_id in session.scalars(select(Company.id)).all():
            period = define_commission_period(session, company_id=company_id, days=days)
            check_commission_period(session, period=period, at=now())


def _follow(url: str, lake_path: str) -> None:
    from orchestration.live.once import bring

    with out.status(_("Mise à jour de l'entrepôt…")):
        bring(url, lake_path=lake_path)
    if not is_built(url, lake_path):
        build_warehouse(url, lake_path)


def _rows(
    reader: "Reader", days: "Period", *, company: int | None = None, snapshot: int | None = None
) -> list[Row]:
    """The rows of the table of commissions, by salesperson, document and line."""
    from transform.reader import Filters

    read = reader.table(
        "commissions",
        days,
        today=days.end,
        to_date=False,
        deep=True,
        filters=Filters.of(company=[] if company is None else [company]),
        at_snapshot=snapshot,
    )
    rows = read.rows.sort("salesperson", "salesperson_id", "document_reference", "invoice_line_id")
    return rows.to_dicts()


def _earned(rows: Sequence[Row]) -> "Iterator[Earned]":
    """What each salesperson earned on each line, whatever plans it counts by."""
    from operational.sales.commissions.types import Earned

    for (salesperson, line), found in groupby(
        rows, key=lambda row: (row["salesperson_id"], row["invoice_line_id"])
    ):
        parts = list(found)
        yield Earned(
            salesperson_id=salesperson,
            invoice_line_id=line,
            base_amount=sum((row["commission_base"] for row in parts), Decimal(0)),
            commission=sum((row["commission"] for row in parts), Decimal(0)),
        )


def _table(days: "Period", rows: Sequence[Row]) -> Table:
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


def _amounts(rows: Sequence[Row]) -> tuple[str, str, str]:
    """Base, rate and commission of some rows together."""
    from dashboards.components import formats

    base = sum((row["commission_base"] for row in rows), Decimal(0))
    commission = sum((row["commission"] for row in rows), Decimal(0))
    rate = 100 * commission / base if base else None
    return number(base), formats.with_unit(rate, "%", decimals=2), number(commission)
