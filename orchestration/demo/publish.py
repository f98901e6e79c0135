"""Writes what a block had kept aside, now that documents are numbered and stock is valued."""

import polars as pl

from orchestration.demo import (
    cash,
    entries,
    interventions,
    invoicing,
    settlement,
    till_books,
)
from orchestration.demo.block import Draft
from orchestration.demo.foundation import Foundation
from orchestration.demo.numbering import Numbering
from orchestration.demo.purchasing import Purchases
from orchestration.demo.stock import Valued
from orchestration.demo.till import SHOP

NUMBERED = {
    "quotes": ("sales.quote", "quote"),
    "projects": ("projects.project", "project"),
    "orders": ("sales.sales_order", "sales_order"),
    "notes": ("sales.delivery_note", "delivery_note"),
    "contracts": ("contracts.service_contract", "service_contract"),
    "tickets": ("service.service_ticket", "service_ticket"),
    "interventions": ("service.intervention", "intervention"),
    "reminders": ("sales.dunning_notice", "dunning_notice"),
}
"""By frame of a draft: its table, and the kind its references are numbered by."""
DAY = {
    "quotes": "drafted_on",
    "projects": "opened",
    "orders": "confirmed_on",
    "contracts": "signed",
    "tickets": "opened_on",
    "interventions": "booked",
}
"""The column that says the day of numbering, where it is not `day`."""
ASIDE = ("day", "deal", "opened", "signed", "booked")
"""Columns that serve the demo only."""


def announce(numbering: Numbering, draft: Draft, block: int) -> None:
    """Says on which days the documents of a block are dated."""
    for name, (_, kind) in NUMBERED.items():
        frame: pl.DataFrame = getattr(draft, name)
        if name == "quotes":
            frame = frame.filter(pl.col("revision") == 1)
        days = frame[DAY.get(name, "day")].cast(pl.Int32)
        numbering.announce(kind, block, days.to_numpy())
    invoices = draft.invoicing.invoices
    is_note = pl.col("kind") == "credit_note"
    numbering.announce("invoice", block, invoices.filter(~is_note)["day"].to_numpy())
    numbering.announce("credit_note", block, invoices.filter(is_note)["day"].to_numpy())
    numbering.announce("payment", block, draft.settlement.payments["day"].to_numpy())
    numbering.announce("deposit_slip", block, draft.banking.slips["day"].to_numpy())
    numbering.announce("direct_debit_batch", block, draft.banking.batches["day"].to_numpy())


def announce_purchases(numbering: Numbering, purchases: Purchases, block: int) -> None:
    """Says on which days purchases are dated."""
    for kind, frame in (
        ("purchase_order", purchases.orders),
        ("goods_receipt", purchases.receipts),
        ("supplier_invoice", purchases.invoices),
        ("supplier_payment", purchases.payments),
    ):
        numbering.announce(kind, block, frame["day"].to_numpy())


def publish_purchases(
    base: Foundation, numbering: Numbering, purchases: Purchases, block: int
) -> entries.Entries:
    """Writes purchases with their references; returns their entries."""
    references = {}
    for kind, table, frame in (
        ("purchase_order", "purchasing.purchase_order", purchases.orders),
        ("goods_receipt", "purchasing.goods_receipt", purchases.receipts),
        ("supplier_invoice", "purchasing.supplier_invoice", purchases.invoices),
        ("supplier_payment", "purchasing.supplier_payment", purchases.payments),
    ):
        references[kind] = numbering.references(kind, block)
        kept = frame.drop("day", "supplier_party", strict=False)
        base.writer.write(table, kept.with_columns(reference=references[kind]))
    return entries.together(
        [
            entries.of_bills(purchases, references["supplier_invoice"]),
            entries.of_supplier_payments(purchases, references["supplier_payment"]),
        ]
    )


def publish(
    base: Foundation, numbering: Numbering, draft: Draft, valued: Valued, block: int
) -> entries.Entries:
    """Writes what a block had kept aside; returns its entries."""
    references = publish_documents(base, numbering, draft, valued, block)
    return publish_money(
        base, numbering, draft=draft, valued=valued, invoice_references=references, block=block
    )


def publish_documents(
    base: Foundation, numbering: Numbering, draft: Draft, valued: Valued, block: int
) -> pl.Series:
    """Writes the documents of a block with their references; returns those of its invoices."""
    writer = base.writer
    for name, (table, kind) in NUMBERED.items():
        frame: pl.DataFrame = getattr(draft, name)
        referenced = with_references(frame, numbering.references(kind, block))
        writer.write(table, referenced.drop(*ASIDE, strict=False))
    invoices = invoicing.describe_invoices(
        base.company, base.staff, draft.invoicing, draft.people, block
    )
    references = invoice_references(numbering, draft, block)
    writer.write("sales.invoice", invoices.with_columns(reference=references))
    lines = invoicing.cost_lines(writer, draft.invoicing, draft.billed_parts, valued.unit_costs)
    writer.write("sales.invoice_line", invoicing.stored_lines(lines, valued.unit_costs))
    billed = lines.filter(pl.col("intervention_id").is_not_null())
    writer.write(
        "service.intervention_billing", billed.select("intervention_id", invoice_line_id="id")
    )
    costs = valued.movements.select(movement_id="id", unit_cost="cost")
    parts = interventions.cost_parts(draft.work_parts, costs)
    writer.write(
        "service.intervention_part",
        parts.select(
            "id",
            "intervention_id",
            "quantity",
            "unit_cost",
            "cost",
            item_id=valued.unit_costs.item_ids.gather(parts["item"]),
            stock_movement_id="movement_id",
            is_billable=~pl.col("under_warranty") & pl.col("ticket_id").is_not_null(),
        ),
    )
    return references


def with_references(frame: pl.DataFrame, references: pl.Series) -> pl.DataFrame:
    """A frame with references; the revisions of a quote share that of the first."""
    if "root_id" not in frame.columns:
        return frame.with_columns(reference=references)
    first = frame.filter(pl.col("revision") == 1).select("root_id", reference=references)
    return frame.join(first, on="root_id", how="left", maintain_order="left")


def invoice_references(numbering: Numbering, draft: Draft, block: int) -> pl.Series:
    """The references of invoices and credit notes, in the order of the invoices of a draft."""
    is_note = draft.invoicing.invoices["kind"] == "credit_note"
    invoices = draft.invoicing.invoices.select("id").with_row_index("rank")
    numbered = pl.concat(
        [
            invoices.filter(~is_note).with_columns(
                reference=numbering.references("invoice", block)
            ),
            invoices.filter(is_note).with_columns(
                reference=numbering.references("credit_note", block)
            ),
        ]
    )
    return numbered.sort("rank")["reference"]


def publish_money(
    base: Foundation,
    numbering: Numbering,
    *,
    draft: Draft,
    valued: Valued,
    invoice_references: pl.Series,
    block: int,
) -> entries.Entries:
    """Writes payments, slips, batches and the till; returns the entries of the block."""
    writer, company = base.writer, base.company
    payments = settlement.describe_payments(company, draft.settlement, draft.people)
    paid = numbering.references("payment", block)
    writer.write("payments.payment", payments.with_columns(reference=paid))
    slips = numbering.references("deposit_slip", block)
    batches = numbering.references("direct_debit_batch", block)
    writer.write(
        "payments.deposit_slip", draft.banking.slips.drop("day").with_columns(reference=slips)
    )
    writer.write(
        "payments.direct_debit_batch",
        draft.banking.batches.drop("day").with_columns(reference=batches),
    )
    return entries.together(
        [
            entries.of_invoices(draft.invoicing, invoice_references, base.catalog, draft.people),
            entries.of_payments(draft.invoicing, draft.settlement, paid, draft.people),
            entries.of_slips(draft.banking.slips, slips),
            *publish_shop(base, draft, valued, block),
        ]
    )


def publish_shop(
    base: Foundation, draft: Draft, valued: Valued, block: int
) -> list[entries.Entries]:
    """Writes the till, the points of cards and the cash book; returns their entries."""
    writer, company = base.writer, base.company
    agency = int(company.agencies["id"][SHOP])
    cashier = base.staff.of(block, "cashier").row(0, named=True)
    named = cashier["user_id"], cashier["email"]
    closings = till_books.write_till(
        base.world,
        writer,
        company=company,
        till=draft.till,
        valued=valued,
        customers=draft.people,
        cashier=named,
    )
    cash.write_points(writer, draft.till, draft.cards)
    in_cash = draft.settlement.payments.filter(pl.col("method") == "ESP").select(
        "id", "day", signed="amount"
    )
    code, other = cash.keep_cash_book(
        base.world,
        writer,
        company=company,
        till=draft.till,
        payments=in_cash,
        cashier_id=cashier["user_id"],
        block=block,
    )
    return [
        entries.of_till(closings, draft.till.code, agency),
        entries.of_cash(other, code, agency),
    ]
