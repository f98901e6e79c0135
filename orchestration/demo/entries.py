"""Entries of the journals: each document becomes lines of signed amounts, debits above zero."""

from dataclasses import dataclass

import polars as pl

from orchestration.demo.catalog import Catalog
from orchestration.demo.deals import NEVER
from orchestration.demo.invoicing import Invoicing
from orchestration.demo.purchasing import Purchases
from orchestration.demo.settlement import BOUNCED, Settlement
from orchestration.demo.tables import accounts as data

HEADER = ("document", "source", "journal", "day", "agency_id", "piece")


@dataclass(frozen=True)
class Entries:
    """Entries before they are numbered."""

    headers: pl.DataFrame
    """document (key in its source), source (column that names it), journal, day, agency_id, piece."""
    lines: pl.DataFrame
    """document, source, account, party_id, signed, due (day)."""


def of_invoices(
    invoicing: Invoicing, references: pl.Series, catalog: Catalog, customers: pl.DataFrame
) -> Entries:
    """Sales: what is due and retained, against revenue and VAT; a credit note is the opposite."""
    invoices = invoicing.invoices.with_columns(
        document="id",
        source=pl.lit("invoice_id"),
        journal=pl.lit("VE"),
        piece=references,
        party_id=customers["party_id"].gather(invoicing.invoices["customer"]),
        sign=pl.when(pl.col("kind") == "credit_note").then(-1).otherwise(1),
    )
    keys = invoices.select("document", "source", "party_id", "sign", "kind")
    rate = pl.col("vat_percentage").replace_strict(data.VAT)
    taken = invoicing.deductions.rename({"invoice_id": "document"})
    lines = pl.concat(
        [
            owed(invoicing, invoices),
            invoices.select("document", account=pl.lit(data.RETENTION), signed="retention_gross"),
            taken.select("document", account=pl.lit(data.DOWN_PAYMENT), signed="net"),
            taken.select("document", account=rate, signed="vat"),
            revenue(invoicing, catalog, keys),
            invoicing.rates.select(document="invoice_id", account=rate, signed=-pl.col("vat")),
        ],
        how="diagonal_relaxed",
    )
    lines = lines.group_by("document", "account", maintain_order=True).agg(
        pl.col("signed").sum(), pl.col("due").max()
    )
    named = pl.col("account").is_in([data.RECEIVABLE, data.RETENTION, data.DOWN_PAYMENT])
    lines = lines.join(keys, on="document", how="left", maintain_order="left").with_columns(
        signed=pl.col("signed") * pl.col("sign"), party_id=pl.when(named).then("party_id")
    )
    return finished(invoices, lines)


def owed(invoicing: Invoicing, invoices: pl.DataFrame) -> pl.DataFrame:
    """What is to be paid of invoices, and from when."""
    due = invoicing.instalments.group_by("invoice_id").agg(due=pl.col("due").min())
    to_pay = pl.col("gross") - pl.col("deducted_gross") - pl.col("retention_gross")
    return invoices.select("document", account=pl.lit(data.RECEIVABLE), signed=to_pay).join(
        due, left_on="document", right_on="invoice_id", how="left", maintain_order="left"
    )


def revenue(invoicing: Invoicing, catalog: Catalog, keys: pl.DataFrame) -> pl.DataFrame:
    """What is sold, by the account of the family; a down payment is owed back, not sold."""
    family = catalog.items["family"].gather(invoicing.lines["item"])
    account = family.replace_strict(data.REVENUE, default=data.SERVICES).fill_null(data.SERVICES)
    sold = invoicing.lines.select(document="invoice_id", account=account, signed=-pl.col("net"))
    advance = pl.col("kind") == "down_payment"
    return sold.join(
        keys.select("document", "kind"), on="document", how="left", maintain_order="left"
    ).select(
        "document",
        "signed",
        account=pl.when(advance).then(pl.lit(data.DOWN_PAYMENT)).otherwise("account"),
    )


def of_payments(
    invoicing: Invoicing, settlement: Settlement, references: pl.Series, customers: pl.DataFrame
) -> Entries:
    """Money in and out, retentions apart; what came back is undone from the bank."""
    who = customers.select("party_id", "agency_id")[settlement.payments["customer"]]
    payments = pl.concat([settlement.payments, who], how="horizontal")
    refunded = pl.col("direction") == "refund"
    accounts = {method: account for method, (account, _) in data.METHODS.items()}
    journals = {method: journal for method, (_, journal) in data.METHODS.items()}
    method = pl.when(refunded).then(pl.lit("VIR")).otherwise("method")
    payments = payments.join(
        retained(invoicing, settlement), on="id", how="left", maintain_order="left"
    ).with_columns(
        pl.col("retained").fill_null(0),
        document="id",
        source=pl.lit("payment_id"),
        piece=references,
        sign=pl.when(refunded).then(-1).otherwise(1),
        account=method.replace_strict(accounts),
        journal=method.replace_strict(journals),
    )
    back = payments.filter(pl.col("bounced").is_not_null()).with_columns(
        document="cancellation_id",
        source=pl.lit("payment_cancellation_id"),
        day="bounced",
        sign=-pl.col("sign"),
        account=pl.lit(data.BANK),
        journal=pl.lit("BQ"),
    )
    both = pl.concat([payments, back], how="vertical_relaxed")
    due, kept = pl.col("amount") - pl.col("retained"), pl.col("retained")
    lines = [
        both.select("document", "source", "account", signed=pl.col("amount") * pl.col("sign")),
        *(
            both.select(
                "document",
                "source",
                "party_id",
                account=pl.lit(account),
                signed=-part * pl.col("sign"),
            )
            for account, part in ((data.RECEIVABLE, due), (data.RETENTION, kept))
        ),
    ]
    return finished(both, pl.concat(lines, how="diagonal_relaxed"))


def retained(invoicing: Invoicing, settlement: Settlement) -> pl.DataFrame:
    """What of each payment (by id) was for retentions."""
    kept = invoicing.instalments.filter(pl.col("kind") == "retention").select(instalment_id="id")
    meant = (pl.col("undone") == NEVER) | (pl.col("reason") == BOUNCED)
    return (
        settlement.allocations.filter(pl.col("payment_id").is_not_null(), meant)
        .join(kept, on="instalment_id", how="semi")
        .group_by(id="payment_id")
        .agg(retained=pl.col("amount").sum())
    )


def of_slips(slips: pl.DataFrame, references: pl.Series) -> Entries:
    """Cheques that went to the bank."""
    named = slips.with_columns(
        document="id",
        source=pl.lit("deposit_slip_id"),
        journal=pl.lit("BQ"),
        agency_id=pl.lit(None, dtype=pl.Int64),
        piece=references,
    )
    return two_lines(named, debit=pl.lit(data.BANK), credit=pl.lit(data.CHEQUES), amount="total")


def of_bills(purchases: Purchases, references: pl.Series) -> Entries:
    """Supplier invoices."""
    bills = purchases.invoices.with_columns(
        document="id", source=pl.lit("supplier_invoice_id"), journal=pl.lit("AC"), piece=references
    )
    common = ("document", "source")
    lines = [
        bills.select(*common, account=pl.lit(data.GOODS_BOUGHT), signed="net"),
        bills.select(*common, account=pl.lit(data.DEDUCTIBLE), signed="vat"),
        bills.select(
            *common,
            party_id="supplier_party",
            account=pl.lit(data.PAYABLE),
            signed=-pl.col("gross"),
            due=pl.col("due_on").cast(pl.Int32).cast(pl.Int64),
        ),
    ]
    return finished(bills, pl.concat(lines, how="diagonal_relaxed"))


def of_supplier_payments(purchases: Purchases, references: pl.Series) -> Entries:
    """What was paid to suppliers."""
    paid = purchases.payments.with_columns(
        document="id", source=pl.lit("supplier_payment_id"), journal=pl.lit("BQ"), piece=references
    )
    common = ("document", "source")
    lines = [
        paid.select(
            *common, party_id="supplier_party", account=pl.lit(data.PAYABLE), signed="amount"
        ),
        paid.select(*common, account=pl.lit(data.BANK), signed=-pl.col("amount")),
    ]
    return finished(paid, pl.concat(lines, how="diagonal_relaxed"))


def of_till(closings: pl.DataFrame, code: str, agency_id: int) -> Entries:
    """The sales of each day at a till."""
    days = closings.with_columns(
        document="id",
        source=pl.lit("till_closing_id"),
        journal=pl.lit("CA"),
        day=pl.col("period_end").cast(pl.Int32).cast(pl.Int64),
        agency_id=pl.lit(agency_id),
        piece=pl.format("Z-{}-{}", pl.lit(code), "number"),
    )
    parts = (
        ("cash", data.CASH, 1),
        ("card", data.BANK, 1),
        ("net", data.GOODS_SOLD, -1),
        ("vat", data.VAT[200_000], -1),
    )
    lines = [
        days.select("document", "source", account=pl.lit(account), signed=sign * pl.col(column))
        for column, account, sign in parts
    ]
    return finished(days, pl.concat(lines))


def of_cash(entries: pl.DataFrame, code: str, agency_id: int) -> Entries:
    """What the cash book alone knows: opening, deposits, expenses, differences."""
    other = (
        pl.when(pl.col("kind") == "expense")
        .then(pl.lit(data.SMALL_BOUGHT))
        .when(pl.col("kind") != "count_difference")
        .then(pl.lit(data.BANK))
        .when(pl.col("amount") < 0)
        .then(pl.lit(data.LOSS))
        .otherwise(pl.lit(data.GAIN))
    )
    named = entries.with_columns(
        document="id",
        source=pl.lit("cash_book_entry_id"),
        journal=pl.lit("CA"),
        agency_id=pl.lit(agency_id),
        piece=pl.format("{}-{}", pl.lit(code), "number"),
    )
    return two_lines(named, debit=pl.lit(data.CASH), credit=other, amount="amount")


def two_lines(documents: pl.DataFrame, *, debit: pl.Expr, credit: pl.Expr, amount: str) -> Entries:
    """Entries of a debit and a credit; the other way where the amount is negative."""
    lines = [
        documents.select("document", "source", account=debit, signed=pl.col(amount)),
        documents.select("document", "source", account=credit, signed=-pl.col(amount)),
    ]
    return finished(documents, pl.concat(lines))


def finished(documents: pl.DataFrame, lines: pl.DataFrame) -> Entries:
    """Entries without empty lines, nor documents worth nothing."""
    kept = lines.filter(pl.col("signed") != 0)
    worth = kept.select("document", "source").unique()
    by = ["document", "source"]
    headers = documents.select(HEADER).join(worth, on=by, how="semi", maintain_order="left")
    wanted = ("document", "source", "account", "party_id", "signed", "due")
    missing = {name: pl.lit(None, dtype=pl.Int64) for name in wanted if name not in kept.columns}
    return Entries(headers, kept.with_columns(**missing).select(wanted))


def together(all_entries: list[Entries]) -> Entries:
    """Several entries as one set."""
    return Entries(
        pl.concat([each.headers for each in all_entries], how="vertical_relaxed"),
        pl.concat([each.lines for each in all_entries], how="vertical_relaxed"),
    )
