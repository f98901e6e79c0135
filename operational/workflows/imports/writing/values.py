"""Values that several writers need."""

from datetime import time

import polars as pl

from operational.core.i18n import _
from operational.workflows.imports.context import Context
from operational.workflows.imports.database import copy_rows, query, update_rows

IMPORTER = "reprise@quarante.invalid"
NOT_SAID = _("Non précisé dans l'ancien logiciel")
NEW = "#new"
"""Whether a row is to be added; the others are there already."""


def write_marked(context: Context, table: str, rows: pl.DataFrame) -> None:
    """Adds the rows marked `NEW`, and writes on the others what they give."""
    copy_rows(context.session, table, rows.filter(NEW).drop(NEW))
    update_rows(context.session, table, rows.filter(~pl.col(NEW)).drop(NEW), only_given=True)


def of_company(context: Context) -> pl.Expr:
    """The company the rows go to."""
    return pl.lit(context.company_id, pl.Int64).alias("company_id")


def of_agency(context: Context) -> pl.Expr:
    """The agency the rows go to."""
    return pl.lit(context.agency_id, pl.Int64).alias("agency_id")


def archived(context: Context) -> pl.Expr:
    """When rows were archived: now, for those that are no longer used."""
    return pl.when("archived").then(pl.lit(context.at)).alias("archived_at")


def by_user(context: Context) -> pl.Expr:
    """The user who brings the rows in, if there is one."""
    return pl.lit(context.by, pl.Int64)


def author(context: Context, *, needed: bool) -> pl.Expr:
    """Who did what the old software does not say who did: the user who imports it.

    Where somebody is `needed` and nobody is named, it is a user of its own, who cannot sign in.
    """
    if context.by is not None or not needed:
        return by_user(context)
    row = {"email": IMPORTER, "name": _("Reprise des données"), "archived_at": context.at}
    statement = "SELECT id FROM identity.app_user WHERE email = :email"
    known = query(context.session, statement, {"id": pl.Int64}, email=IMPORTER)
    if known.is_empty():
        copy_rows(context.session, "identity.app_user", pl.DataFrame([row]))
        known = query(context.session, statement, {"id": pl.Int64}, email=IMPORTER)
    return pl.lit(known.item(), pl.Int64)


def at_noon(context: Context, day: str) -> pl.Expr:
    """The middle of a day where the company is: of an instant, old documents only say the day."""
    noon = pl.col(day).dt.combine(time(12)).dt.replace_time_zone(context.time_zone)
    return noon.dt.convert_time_zone("UTC")
