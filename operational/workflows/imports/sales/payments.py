"""Payments: the rows of the same reference make one, whole or refused whole."""

from functools import partial

import polars as pl

from operational.workflows.imports.bringing import WRITTEN, Brought, bring, compare
from operational.workflows.imports.context import Context
from operational.workflows.imports.database import query
from operational.workflows.imports.history import CONTENT, PARTS, written_text
from operational.workflows.imports.layouts.documents import PAYMENTS
from operational.workflows.imports.reading import LINE
from operational.workflows.imports.references import resolve
from operational.workflows.imports.staging import ISSUES, KEY, REFUSED, Staged, refuse
from operational.workflows.imports.writing.payments import write_payments

SHARED = ("customer", "paid_on", "direction", "method", "cheque_number", "cheque_bank")
"""What the rows of a payment must agree on."""


def bring_payments(context: Context, staged: Staged, refused: dict[str, set[str]]) -> Brought:
    """Payments and what they settle; their rows share the fate of their payment."""
    shares = _checked(context, resolve(context, PAYMENTS, staged, refused))
    good = shares.rows.filter(~pl.col(REFUSED))
    payments = compare(context, PAYMENTS, Staged(_payments(good), ISSUES.to_frame()))
    brought = bring(context, PAYMENTS, payments, partial(write_payments, shares=good))
    lost, written = (
        pl.col("reference").is_in(brought.rows.filter(mark)["reference"].implode())
        for mark in (REFUSED, WRITTEN)
    )
    told = pl.col(LINE).is_in(brought.issues["line"].implode())
    shares = refuse(PAYMENTS, shares, "refused_payment", lost & ~told, column="reference")
    rows = shares.rows.with_columns(
        (pl.col(REFUSED) | lost).alias(REFUSED), (~pl.col(REFUSED) & written).alias(WRITTEN)
    )
    return Brought(rows, pl.concat([shares.issues, brought.issues]), brought.memory)


def _checked(context: Context, shares: Staged) -> Staged:
    credit_notes = query(
        context.session,
        "SELECT id FROM sales.invoice WHERE company_id = :company AND kind = 'credit_note'",
        {"id": pl.Int64},
        company=context.company_id,
    )["id"]
    refund = pl.col("direction").fill_null("received") == "refund"
    of_credit = pl.col("invoice_id").is_in(credit_notes.implode())
    shares = refuse(PAYMENTS, shares, "too_small", pl.col("amount") == 0, column="amount")
    shares = refuse(PAYMENTS, shares, "wrong_direction", of_credit != refund, column="direction")
    for name in SHARED:
        differs = pl.col(name).n_unique().over("reference") > 1
        shares = refuse(PAYMENTS, shares, "disagreement", differs, column=name)
    sibling = pl.col(REFUSED).any().over("reference")
    return refuse(PAYMENTS, shares, "refused_payment", sibling, column="reference")


def _payments(shares: pl.DataFrame) -> pl.DataFrame:
    """One row per payment: the sum of its rows, and what they hold."""
    others = [name for name in shares.columns if name not in {"reference", "amount", KEY}]
    return (
        shares.with_columns(written_text(PAYMENTS.names).alias(CONTENT))
        .group_by("reference", maintain_order=True)
        .agg(
            pl.col("reference").first().alias(KEY),
            pl.col("amount").sum(),
            pl.col(CONTENT).sort().str.join("\n").alias(PARTS),
            *(pl.col(name).first() for name in others),
        )
        .with_columns(pl.lit(None, pl.String).alias("invoice"))
    )
