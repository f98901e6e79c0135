"""Payments, and what they settle of invoices."""

import polars as pl

from operational.core.i18n import _
from operational.payments.types import MethodKind
from operational.workflows.imports.context import Context
from operational.workflows.imports.database import copy_rows, ensure_codes, query, with_ids
from operational.workflows.imports.kinds import with_defaults
from operational.workflows.imports.layouts.documents import PAYMENTS
from operational.workflows.imports.writing.values import of_agency, of_company

METHODS = {
    MethodKind.CHEQUE: _("Chèque"),
    MethodKind.BANK_TRANSFER: _("Virement"),
    MethodKind.CARD: _("Carte bancaire"),
    MethodKind.CASH: _("Espèces"),
    MethodKind.DIRECT_DEBIT: _("Prélèvement"),
    MethodKind.BILL: _("Effet de commerce"),
    MethodKind.SET_OFF: _("Compensation"),
}
CENTS = pl.Decimal(38, 2)


def write_payments(context: Context, rows: pl.DataFrame, *, shares: pl.DataFrame) -> pl.DataFrame:
    """Payments, allocated to the invoices they name; what is over stays on the customer's account.

    `shares` are the amounts of each payment (`reference`) and invoice (`invoice_id`).
    """
    paid = with_ids(context.session, "payments.payment", with_defaults(PAYMENTS, rows))
    methods = _methods(context, paid)
    copy_rows(
        context.session,
        "payments.payment",
        paid.join(methods, left_on="method", right_on="kind", maintain_order="left").select(
            "id", of_company(context), of_agency(context), "customer_id", "payment_method_id",
            "reference", "direction", pl.col("paid_on").alias("received_on"), "amount",
            "cheque_number", "cheque_bank",
        ),
    )  # fmt: skip
    _allocate(context, paid, shares)
    return paid


def _methods(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    """The method of each kind: the first that the company has, or a new one."""
    statement = (
        "SELECT DISTINCT ON (kind) kind, id FROM payments.payment_method"
        " WHERE archived_at IS NULL ORDER BY kind, id"
    )
    schema = {"kind": pl.String, "payment_method_id": pl.Int64}
    known = query(context.session, statement, schema)
    missing = [kind for kind in METHODS if kind in set(rows["method"]) - set(known["kind"])]
    new = {"code": missing, "kind": missing, "label": [METHODS[kind] for kind in missing]}
    ensure_codes(
        context.session,
        "payments.payment_method",
        pl.DataFrame(new, schema=dict.fromkeys(new, pl.String)),
    )
    return query(context.session, statement, schema)


def _allocate(context: Context, paid: pl.DataFrame, shares: pl.DataFrame) -> None:
    """Each share on the instalments of its invoice: the earliest shares on the first instalments.

    Shares and what is left of instalments are laid end to end, per invoice: where a share covers
    a part of an instalment, it pays it.
    """
    sources = (
        shares.join(paid.select("reference", "id", "paid_on"), on="reference")
        .sort("paid_on", "id")
        .select("invoice_id", "id", "paid_on", *_ends("amount", "share"))
    )
    due = _left_to_pay(context, shares["invoice_id"].drop_nulls().unique().to_list())
    covered = sources.join(due, on="invoice_id").with_columns(
        (
            pl.min_horizontal("share_end", "due_end")
            - pl.max_horizontal("share_start", "due_start")
        ).alias("covered")
    )
    copy_rows(
        context.session,
        "sales.payment_allocation",
        covered.filter(pl.col("covered") > 0).select(
            "instalment_id",
            pl.col("id").alias("payment_id"),
            pl.col("covered").alias("amount"),
            pl.col("paid_on").alias("allocated_on"),
        ),
    )


def _left_to_pay(context: Context, invoices: list[int]) -> pl.DataFrame:
    left = query(
        context.session,
        "SELECT s.invoice_id, s.id, s.amount - coalesce(sum(a.amount), 0)"
        " FROM sales.instalment AS s LEFT JOIN sales.payment_allocation AS a"
        " ON a.instalment_id = s.id AND a.undone_on IS NULL"
        " WHERE s.invoice_id = ANY(:invoices) GROUP BY s.id ORDER BY s.due_on, s.position",
        {"invoice_id": pl.Int64, "instalment_id": pl.Int64, "left": CENTS},
        invoices=invoices,
    )
    return left.select("invoice_id", "instalment_id", *_ends("left", "due"))


def _ends(amount: str, name: str) -> list[pl.Expr]:
    """Where each amount of an invoice starts and ends, when they are laid end to end."""
    end = pl.col(amount).cum_sum().over("invoice_id").cast(CENTS)
    return [(end - pl.col(amount)).cast(CENTS).alias(f"{name}_start"), end.alias(f"{name}_end")]
