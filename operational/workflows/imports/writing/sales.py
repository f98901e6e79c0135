"""Quotes, orders and invoices: a draft, then its lines, then what makes it final."""

from dataclasses import dataclass

import polars as pl

from operational.workflows.imports.context import Context
from operational.workflows.imports.database import copy_rows, query, update_rows, with_ids
from operational.workflows.imports.kinds import with_defaults
from operational.workflows.imports.layouts.documents import INVOICES
from operational.workflows.imports.writing.values import (
    NEW,
    NOT_SAID,
    at_noon,
    by_user,
    of_agency,
    of_company,
)

TOTALS = [pl.col(f"{name}_total").alias(name) for name in ("net", "vat", "gross")]


@dataclass(frozen=True, slots=True)
class Parts:
    """What belongs to documents, by their `reference`: lines, and net and VAT per rate."""

    lines: pl.DataFrame
    vat: pl.DataFrame


def write_quotes(context: Context, rows: pl.DataFrame, *, parts: Parts) -> pl.DataFrame:
    """Quotes as sent, accepted, refused…; of a changed one, the decision that came since."""
    stated = _with_quote_state(with_ids_marked(context, "sales.quote", rows))
    new = stated.filter(NEW)
    drafts = new.select(
        "id", pl.col("id").alias("root_id"), of_company(context), of_agency(context),
        "customer_id", "salesperson_id", "reference",
        pl.coalesce("title", "reference").alias("title"), "drafted_on", *TOTALS,
    )  # fmt: skip
    copy_rows(context.session, "sales.quote", drafts)
    _copy_parts(context, "quote", new, parts)
    sent = new.filter(pl.col("state") != "draft").select(
        "id", pl.lit("sent").alias("state"), pl.col("sent_on").alias("first_sent_on"), "sent_on",
        "valid_until", "customer_id",
    )  # fmt: skip
    update_rows(context.session, "sales.quote", _printed(context, sent))
    decided = stated.filter(
        (pl.col("state") != "sent") & (pl.col("state") != "draft") | ~pl.col(NEW)
    )
    update_rows(
        context.session,
        "sales.quote",
        decided.select(
            "id", "state", "valid_until", "accepted_on", "refused_on",
            pl.when(pl.col("refused_on").is_not_null())
            .then(pl.col("refusal_reason").fill_null(NOT_SAID)).alias("refusal_reason"),
        ),
    )  # fmt: skip
    return stated


def write_orders(context: Context, rows: pl.DataFrame, *, parts: Parts) -> pl.DataFrame:
    """Confirmed orders, some closed or canceled; of a changed one, what came since."""
    stated = with_ids_marked(context, "sales.sales_order", rows).with_columns(
        pl.when(pl.col("canceled_on").is_not_null()).then(pl.lit("canceled"))
        .when(pl.col("closed_on").is_not_null()).then(pl.lit("closed"))
        .otherwise(pl.lit("confirmed")).alias("state")
    )  # fmt: skip
    new = stated.filter(NEW)
    drafts = new.select(
        "id", of_company(context), of_agency(context), "customer_id", "salesperson_id",
        "quote_id", "reference", "confirmed_on", "promised_on", "customer_order_reference",
        *TOTALS,
    )  # fmt: skip
    copy_rows(context.session, "sales.sales_order", drafts)
    _copy_parts(context, "sales_order", new, parts)
    confirmed = new.select("id", pl.lit("confirmed").alias("state"), "customer_id")
    update_rows(context.session, "sales.sales_order", _printed(context, confirmed))
    ended = stated.filter((pl.col("state") != "confirmed") | ~pl.col(NEW))
    update_rows(
        context.session,
        "sales.sales_order",
        ended.select(
            "id", "state", "closed_on", "canceled_on", "promised_on", "customer_order_reference",
            pl.when(pl.col("canceled_on").is_not_null())
            .then(pl.col("cancel_reason").fill_null(NOT_SAID)).alias("cancel_reason"),
        ),
    )  # fmt: skip
    return stated


def write_invoices(context: Context, rows: pl.DataFrame, *, parts: Parts) -> pl.DataFrame:
    """Issued invoices and credit notes, each due in one instalment."""
    new = with_ids_marked(context, "sales.invoice", with_defaults(INVOICES, rows))
    drafts = new.select(
        "id", of_company(context), of_agency(context), "customer_id", "salesperson_id", "kind",
        pl.col("order_id").alias("sales_order_id"), "corrects_id", "delivered_on", *TOTALS,
    )  # fmt: skip
    copy_rows(context.session, "sales.invoice", drafts)
    _copy_parts(context, "invoice", new, parts)
    copy_rows(
        context.session,
        "sales.instalment",
        new.filter(pl.col("gross_total") > 0).select(
            pl.col("id").alias("invoice_id"), pl.lit(1).alias("position"),
            pl.coalesce("due_on", "issued_on").alias("due_on"),
            pl.col("gross_total").alias("amount"),
        ),
    )  # fmt: skip
    issued = new.select(
        "id", "reference", "issued_on", at_noon(context, "issued_on").alias("issued_at"),
        by_user(context).alias("issued_by_id"), "customer_id",
    )  # fmt: skip
    update_rows(context.session, "sales.invoice", _printed(context, issued))
    return new


def with_ids_marked(context: Context, table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with their id, and whether they are new."""
    return with_ids(context.session, table, rows.with_columns(pl.col("id").is_null().alias(NEW)))


def _with_quote_state(rows: pl.DataFrame) -> pl.DataFrame:
    implied = (
        pl.when(pl.col("accepted_on").is_not_null()).then(pl.lit("accepted"))
        .when(pl.col("refused_on").is_not_null()).then(pl.lit("refused"))
        .otherwise(pl.lit("sent"))
    )  # fmt: skip
    return rows.with_columns(
        pl.coalesce("state", implied).alias("state"),
        pl.coalesce("sent_on", "drafted_on").alias("sent_on"),
    )


def _copy_parts(context: Context, document: str, headers: pl.DataFrame, parts: Parts) -> None:
    """The lines and the VAT of draft documents."""
    owner = f"{document}_id"
    owners = headers.select("reference", pl.col("id").alias(owner))
    lines = parts.lines.join(owners, on="reference", maintain_order="left").select(
        owner, "position", "kind", "designation",
        pl.col("quantity", "unit_price", "net_before_discount", "cost").fill_null(0),
        pl.col("unit").alias("unit_code"), "discount_rate", "net", "item_id", "unit_cost",
        pl.col("vat_category").fill_null("S"), pl.col("vat_rate").fill_null(0).alias("vat_percentage"),
        *(["sales_order_line_id"] if "sales_order_line_id" in parts.lines.columns else []),
    )  # fmt: skip
    copy_rows(context.session, f"sales.{document}_line", lines)
    vat = parts.vat.join(owners, on="reference", maintain_order="left").select(
        owner, "vat_category", pl.col("vat_rate").alias("vat_percentage"), "net", "vat"
    )
    copy_rows(context.session, f"sales.{document}_vat", vat)


def _printed(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with what their document says for ever of the customer, as known at the import."""
    printed = query(
        context.session,
        "SELECT c.id, jsonb_strip_nulls(jsonb_build_object("
        " 'imported_from', CAST(:source AS text), 'customer', jsonb_build_object("
        " 'reference', c.reference, 'name', p.name, 'first_name', p.first_name, 'siren', p.siren,"
        " 'vat_number', p.vat_number, 'line1', a.line1, 'line2', a.line2,"
        " 'postal_code', a.postal_code, 'city', a.city, 'country', a.country)))::text"
        " FROM crm.customer AS c JOIN crm.party AS p ON p.id = c.party_id"
        " LEFT JOIN crm.address AS a ON a.party_id = p.id AND a.kind = 'main' AND a.is_default"
        " WHERE c.id = ANY(:customers)",
        {"customer_id": pl.Int64, "printed": pl.String},
        source=context.source,
        customers=rows["customer_id"].unique().to_list(),
    )
    return rows.join(printed, on="customer_id", how="left", maintain_order="left").drop(
        "customer_id"
    )
