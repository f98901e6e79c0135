"""Where a party is, whom to ask for, and how to reach it."""

import polars as pl

from operational.crm.types import ContactPointKind
from operational.workflows.imports.context import Context
from operational.workflows.imports.database import copy_rows, query, with_ids
from operational.workflows.imports.writing.values import NEW, write_marked

PLACE = {
    "address_line1": "line1",
    "address_line2": "line2",
    "postal_code": "postal_code",
    "city": "city",
    "region": "region",
    "country": "country",
}
CONTACT = {
    "contact_title": "title",
    "contact_first_name": "first_name",
    "contact_last_name": "last_name",
}
DIGITS = (ContactPointKind.PHONE, ContactPointKind.MOBILE, ContactPointKind.FAX)


def write_ways(context: Context, rows: pl.DataFrame) -> None:
    """The main address, the main contact and the contact points of rows that have a `party_id`."""
    _write_places(context, rows)
    _write_contacts(context, rows)
    _write_contact_points(context, rows)


def _write_places(context: Context, rows: pl.DataFrame) -> None:
    if not set(PLACE) <= set(rows.columns):
        return
    there = _children(
        context,
        rows,
        "SELECT party_id, id FROM crm.address"
        " WHERE kind = 'main' AND is_default AND party_id = ANY(:parties)",
    )
    given = rows.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in PLACE))
    places = given.select("party_id", *(pl.col(old).alias(new) for old, new in PLACE.items()))
    marked = _marked(context, "crm.address", places, there, ["party_id"])
    by_default = pl.when(NEW).then(pl.col("country").fill_null("FR")).otherwise(pl.col("country"))
    write_marked(context, "crm.address", marked.with_columns(by_default.alias("country")))


def _write_contacts(context: Context, rows: pl.DataFrame) -> None:
    if "contact_last_name" not in rows.columns:
        return
    there = _children(
        context,
        rows,
        "SELECT party_id, contact_id FROM crm.party_contact"
        " WHERE is_main AND party_id = ANY(:parties)",
    )
    given = rows.filter(pl.col("contact_last_name").is_not_null())
    contacts = given.select(
        "party_id",
        *(pl.col(old).alias(new) for old, new in CONTACT.items()),
        pl.col("contact_function").alias("function"),
    )
    marked = _marked(context, "crm.contact", contacts, there, ["party_id"])
    write_marked(context, "crm.contact", marked.select("id", NEW, *CONTACT.values()))
    links = marked.filter(NEW).select(
        "party_id",
        pl.col("id").alias("contact_id"),
        "function",
        pl.lit(value=True).alias("is_main"),
    )
    copy_rows(context.session, "crm.party_contact", links)


def _write_contact_points(context: Context, rows: pl.DataFrame) -> None:
    kinds = [kind for kind in ContactPointKind if kind in rows.columns]
    there = _children(
        context,
        rows,
        "SELECT party_id, kind, id FROM crm.contact_point"
        " WHERE is_default AND party_id = ANY(:parties)",
        kind=pl.String,
    )
    points = (
        rows.select("party_id", *kinds)
        .unpivot(on=kinds, index="party_id", variable_name="kind", value_name="value")
        .filter(pl.col("value").is_not_null())
        .with_columns(normalized())
    )
    marked = _marked(context, "crm.contact_point", points, there, ["party_id", "kind"])
    write_marked(context, "crm.contact_point", marked)


def normalized() -> pl.Expr:
    """What a search looks for: the digits of a number, the lower case of an address."""
    digits = pl.col("value").str.replace_all(r"[^0-9+]", "")
    numeric = pl.col("kind").is_in(DIGITS)
    return (pl.when(numeric).then(digits).otherwise(pl.col("value").str.to_lowercase())).alias(
        "normalized"
    )


def _children(
    context: Context, rows: pl.DataFrame, statement: str, **more: type[pl.String]
) -> pl.DataFrame:
    """The rows that parties of this import have already, by the columns of the query."""
    return query(
        context.session,
        statement,
        {"party_id": pl.Int64, **more, "id": pl.Int64},
        parties=rows.filter(~pl.col(NEW))["party_id"].to_list(),
    )


def _marked(
    context: Context, table: str, rows: pl.DataFrame, there: pl.DataFrame, on: list[str]
) -> pl.DataFrame:
    """The rows with their id, and whether they are new."""
    known = rows.join(there.unique(on), on=on, how="left", maintain_order="left")
    marked = known.with_columns(pl.col("id").is_null().alias(NEW))
    return with_ids(context.session, table, marked)
