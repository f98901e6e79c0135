"""Contracts and service tickets."""

import polars as pl

from operational.workflows.imports.context import Context
from operational.workflows.imports.database import copy_rows, ensure_codes, update_rows, with_ids
from operational.workflows.imports.kinds import with_defaults
from operational.workflows.imports.layouts.service import CONTRACTS, TICKETS
from operational.workflows.imports.vat import with_vat_rate
from operational.workflows.imports.writing.values import (
    NEW,
    NOT_SAID,
    at_noon,
    author,
    of_agency,
    of_company,
    write_marked,
)


def write_contracts(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    """Contracts in force, expired or terminated, with one line; of a changed one, its end."""
    marked = rows.with_columns(pl.col("id").is_null().alias(NEW))
    filled = pl.concat([with_defaults(CONTRACTS, marked.filter(NEW)), marked.filter(~pl.col(NEW))])
    contracts = with_ids(context.session, "contracts.service_contract", filled)
    _write_new_contracts(context, contracts.filter(NEW))
    _end_contracts(context, contracts)
    return contracts


def write_tickets(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    """Tickets in the state they are in; a changed row writes what it gives."""
    marked = rows.with_columns(
        pl.col("id").is_null().alias(NEW),
        pl.coalesce(
            "state",
            pl.when(pl.col("resolved_on").is_not_null()).then(pl.lit("resolved")),
            pl.when(pl.col("id").is_null()).then(pl.lit("open")),
        ).alias("state"),
    )
    new = with_defaults(TICKETS, marked.filter(NEW)).with_columns(
        pl.col("under_warranty").fill_null(value=False)
    )
    filled = pl.concat([new, marked.filter(~pl.col(NEW))])
    typed = _with_type(context, "service.service_type", "service_type_id", filled)
    tickets = with_ids(context.session, "service.service_ticket", typed)
    write_marked(context, "service.service_ticket", _ticket_columns(context, tickets))
    return tickets


def _write_new_contracts(context: Context, rows: pl.DataFrame) -> None:
    typed = _with_type(context, "contracts.contract_type", "contract_type_id", rows)
    new = with_vat_rate(context, typed)
    copy_rows(
        context.session,
        "contracts.service_contract",
        new.select(
            "id", of_company(context), of_agency(context), "reference", "contract_type_id",
            "customer_id", "salesperson_id", "signed_on", "starts_on", "ends_on", "yearly_net",
            "billing_months", "billing_term", "visits_per_year", "tacit_renewal", "notes",
            pl.lit("active").alias("state"), at_noon(context, "starts_on").alias("activated_at"),
            author(context, needed=new.height > 0).alias("activated_by_id"),
        ),
    )  # fmt: skip
    copy_rows(
        context.session,
        "contracts.contract_line",
        new.select(
            pl.col("id").alias("service_contract_id"), pl.lit(1).alias("position"), "item_id",
            pl.coalesce("designation", "type").alias("designation"),
            pl.col("yearly_net").alias("unit_price"), "vat_rate_id", "yearly_net",
        ),
    )  # fmt: skip


def _end_contracts(context: Context, rows: pl.DataFrame) -> None:
    """Terminates and expires the contracts that are; writes what may change on the others."""
    terminated = pl.col("terminated_on").is_not_null()
    state = (
        pl.when(terminated)
        .then(pl.lit("terminated"))
        .when(pl.col("ends_on") < context.today)
        .then(pl.lit("expired"))
    )
    by = author(context, needed=rows["terminated_on"].count() > 0)
    ended = rows.select(
        "id",
        state.alias("state"),
        "terminated_on",
        pl.when(terminated).then(by).alias("terminated_by_id"),
        pl.when(terminated)
        .then(pl.col("termination_reason").fill_null(NOT_SAID))
        .alias("termination_reason"),
        "notes",
        "salesperson_id",
    )
    update_rows(context.session, "contracts.service_contract", ended, only_given=True)


def _ticket_columns(context: Context, tickets: pl.DataFrame) -> pl.DataFrame:
    resolved, canceled = pl.col("state") == "resolved", pl.col("state") == "canceled"
    by = author(context, needed=bool(tickets["state"].is_in(["resolved", "canceled"]).any()))
    return tickets.select(
        "id", NEW, of_company(context), of_agency(context), "reference", "service_type_id",
        "customer_id", "title", "description", "channel", "priority", "state", "opened_on",
        "due_on", "under_warranty", "resolved_on",
        pl.when(resolved).then(by).alias("resolved_by_id"),
        pl.when(resolved).then(pl.col("resolution")).alias("resolution"),
        pl.when(canceled).then(at_noon(context, "opened_on")).alias("canceled_at"),
        pl.when(canceled).then(by).alias("canceled_by_id"),
        pl.when(canceled).then(pl.col("resolution").fill_null(NOT_SAID)).alias("cancel_reason"),
        pl.when("under_warranty").then(pl.lit("decision")).alias("warranty_basis"),
        "technician_id", pl.col("contract_id").alias("service_contract_id"),
    )  # fmt: skip


def _with_type(context: Context, table: str, name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with the id of their type, added if it is new."""
    codes = rows.select(pl.col("type").alias("code"), pl.col("type").alias("label"))
    types = ensure_codes(context.session, table, codes).rename({"code": "type", "id": name})
    return rows.join(types, on="type", how="left", maintain_order="left")
