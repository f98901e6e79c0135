"""Employees, suppliers and customers: a party with its role, address, contact and ways to reach it."""

import polars as pl

from operational.workflows.imports.context import Context
from operational.workflows.imports.database import (
    ensure_codes,
    query,
    update_rows,
    with_ids,
)
from operational.workflows.imports.kinds import with_defaults
from operational.workflows.imports.layouts.parties import CUSTOMERS, EMPLOYEES, SUPPLIERS
from operational.workflows.imports.types import Layout
from operational.workflows.imports.writing.values import (
    archived,
    of_agency,
    of_company,
    write_marked,
)
from operational.workflows.imports.writing.ways import write_ways

PARTY = ("kind", "name", "first_name", "title", "siren", "siret", "vat_number", "notes")


def write_employees(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    """Employees, each a person; a changed row writes what it gives."""
    people = rows.with_columns(pl.lit("person").alias("kind"), pl.col("last_name").alias("name"))
    written = _write_parties(context, EMPLOYEES, "crm.employee", people)
    role = written.select(
        "id", "#new", "party_id", of_company(context), of_agency(context),
        "code", "job", "hired_on", "left_on",
    )  # fmt: skip
    return _write_role(context, "crm.employee", written, role)


def write_suppliers(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    """Suppliers; a changed row writes what it gives."""
    companies = rows.with_columns(pl.lit("company").alias("kind"))
    written = _write_parties(context, SUPPLIERS, "crm.supplier", companies)
    role = written.select(
        "id", "#new", "party_id", of_company(context),
        "reference", "subledger_account", "lead_time_days", archived(context),
    )  # fmt: skip
    return _write_role(context, "crm.supplier", written, role)


def write_customers(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    """Customers, prospects until a document says otherwise; a changed row writes what it gives."""
    written = _write_parties(context, CUSTOMERS, "crm.customer", rows)
    for name, table in (("status", "crm.customer_status"), ("lead_source", "crm.lead_source")):
        codes = ensure_codes(
            context.session,
            table,
            rows.select(pl.col(name).alias("code"), pl.col(name).alias("label")),
        )
        written = written.join(
            codes.rename({"code": name, "id": f"{name}_id"}),
            on=name,
            how="left",
            maintain_order="left",
        )
    role = written.select(
        "id", "#new", "party_id", of_company(context), of_agency(context),
        "reference", "subledger_account", "credit_limit",
        pl.col("status_id").alias("customer_status_id"), "lead_source_id", "salesperson_id",
        pl.when("#new").then(pl.col("since").fill_null(context.today))
        .otherwise(pl.col("since")).alias("prospect_since"),
        archived(context),
    )  # fmt: skip
    return _write_role(context, "crm.customer", written, role)


def make_customers(context: Context, first_documents: pl.DataFrame) -> None:
    """Prospects who bought become customers, on the date (`day`) of their first document."""
    prospects = query(
        context.session,
        "SELECT id, prospect_since FROM crm.customer"
        " WHERE company_id = :company AND stage = 'prospect'",
        {"id": pl.Int64, "prospect_since": pl.Date},
        company=context.company_id,
    )
    bought = prospects.join(first_documents.group_by("id").agg(pl.col("day").min()), on="id")
    update_rows(
        context.session,
        "crm.customer",
        bought.select(
            "id",
            pl.lit("customer").alias("stage"),
            pl.min_horizontal("prospect_since", "day").alias("prospect_since"),
            pl.col("day").alias("customer_since"),
        ),
    )


def _write_parties(
    context: Context, layout: Layout, role: str, rows: pl.DataFrame
) -> pl.DataFrame:
    """The rows with their `party_id` and the id of their role, once the parties are written."""
    parties = query(
        context.session,
        f"SELECT id, party_id FROM {role} WHERE id = ANY(:ids)",  # noqa: S608 - a name of our own
        {"id": pl.Int64, "party_id": pl.Int64},
        ids=rows["id"].drop_nulls().to_list(),
    )
    known = rows.join(parties, on="id", how="left", maintain_order="left")
    marked = known.with_columns(pl.col("id").is_null().alias("#new"))
    new = with_defaults(layout, marked.filter("#new"))
    everyone = pl.concat([new, marked.filter(~pl.col("#new"))])
    everyone = with_ids(context.session, role, everyone)
    everyone = with_ids(context.session, "crm.party", everyone, "party_id")
    columns = [name for name in PARTY if name in everyone.columns]
    party = everyone.select(pl.col("party_id").alias("id"), "#new", *columns)
    write_marked(context, "crm.party", party)
    write_ways(context, everyone)
    return everyone


def _write_role(
    context: Context, table: str, written: pl.DataFrame, role: pl.DataFrame
) -> pl.DataFrame:
    write_marked(context, table, role)
    return written.drop("#new", "party_id")
