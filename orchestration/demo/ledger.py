"""The books: chart, journals, numbered entries, matchings and VAT returns."""

from datetime import date

import numpy as np
import polars as pl

from operational.core.periods import add_months
from orchestration.demo.books import Books
from orchestration.demo.company import Company
from orchestration.demo.days import instant
from orchestration.demo.entries import Entries
from orchestration.demo.settlement import Settlement
from orchestration.demo.tables import accounts as data
from orchestration.demo.world import World
from orchestration.demo.writer import Writer

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def write_entries(
    writer: Writer,
    company: Company,
    *,
    books: Books,
    entries: Entries,
    numbers: np.ndarray,
    accountant: int,
) -> pl.DataFrame:
    """Writes numbered entries; returns their lines: id, source, document, account, signed, day…"""
    by = ["source", "document"]
    headers = entries.headers.with_columns(
        number=pl.Series(numbers),
        id=pl.Series(writer.new_ids("accounting.journal_entry", len(numbers))),
    )
    keys = headers.select(*by, "piece", "day", journal_entry_id="id")
    lines = entries.lines.join(keys, on=by, how="left", maintain_order="left")
    lines = lines.sort("journal_entry_id", maintain_order=True).with_columns(
        id=pl.Series(writer.new_ids("accounting.entry_line", lines.height)),
        position=pl.int_range(1, pl.len() + 1).over("journal_entry_id"),
        debit=pl.col("signed").clip(lower_bound=0),
        credit=(-pl.col("signed")).clip(lower_bound=0),
    )
    amounts = lines.group_by(id="journal_entry_id").agg(amount=pl.col("debit").sum())
    headers = headers.join(amounts, on="id", how="left", maintain_order="left")
    day = pl.from_epoch("day", "d")
    label = pl.format("Pièce {}", "piece")
    writer.write(
        "accounting.journal_entry",
        headers.select(
            "id",
            "agency_id",
            "number",
            "amount",
            label=label,
            company_id=pl.lit(company.id),
            journal_id=pl.col("journal").replace_strict(books.journals),
            fiscal_year_id=day.dt.year().replace_strict(company.fiscal_years),
            entry_date=day,
            piece_reference="piece",
            piece_date=day,
            validated_at=instant(day, 20 * 60),
            validated_by_id=pl.lit(accountant),
            created_at=instant(day, 20 * 60),
            **sources(headers),
        ),
    )
    writer.write(
        "accounting.entry_line",
        lines.select(
            "id",
            "journal_entry_id",
            "position",
            "party_id",
            "debit",
            "credit",
            label=label,
            account_id=pl.col("account").replace_strict(books.accounts),
            due_on=pl.from_epoch("due", "d"),
        ),
    )
    return lines.select("id", "source", "document", "account", "party_id", "signed", "day")


def sources(headers: pl.DataFrame) -> dict[str, pl.Expr]:
    """The columns that say what each entry comes from."""
    return {
        source: pl.when(pl.col("source") == source).then("document")
        for source in headers["source"].unique(maintain_order=True)
    }


def match(
    writer: Writer,
    books: Books,
    settlement: Settlement,
    instalments: pl.DataFrame,
    lines: pl.DataFrame,
) -> None:
    """Matches each payment that settles one invoice, whole, with the invoice it settles."""
    owed = lines.filter(pl.col("account") == data.RECEIVABLE)
    settled = settlement.allocations.filter(pl.col("payment_id").is_not_null()).join(
        instalments.select("invoice_id", instalment_id="id"),
        on="instalment_id",
        how="left",
        maintain_order="left",
    )
    once = (pl.len().over("invoice_id") == 1) & (pl.len().over("payment_id") == 1)
    settled = settled.filter(once)
    invoices = owed.filter(pl.col("source") == "invoice_id").select(
        "party_id", "signed", invoice_id="document", invoice_line="id"
    )
    payments = owed.filter(pl.col("source") == "payment_id").select(
        paid=-pl.col("signed"), payment_id="document", payment_line="id"
    )
    pairs = settled.join(invoices, on="invoice_id", how="inner", maintain_order="left").join(
        payments, on="payment_id", how="inner", maintain_order="left"
    )
    pairs = pairs.filter(pl.col("signed") == pl.col("paid")).sort("day", "invoice_id")
    rank = pairs.select(pl.int_range(pl.len()).over("party_id")).to_series()
    pairs = pairs.with_columns(
        code=rank.map_elements(letters, return_dtype=pl.String),
        id=pl.Series(writer.new_ids("accounting.matching", pairs.height)),
    )
    day = pl.from_epoch("day", "d")
    writer.write(
        "accounting.matching",
        pairs.select(
            "id",
            "party_id",
            "code",
            account_id=pl.lit(books.accounts[data.RECEIVABLE]),
            matched_on=day,
            completed_on=day,
            created_at=instant(day, 20 * 60),
        ),
    )
    sides = [
        pairs.select(matching_id="id", entry_line_id=side)
        for side in ("invoice_line", "payment_line")
    ]
    writer.write("accounting.matching_line", pl.concat(sides))


def letters(rank: int) -> str:
    """The n-th code of a matching: A, B, … Z, AA, AB…"""
    code = ""
    rank += 1
    while rank:
        rank, letter = divmod(rank - 1, len(LETTERS))
        code = LETTERS[letter] + code
    return code


def vat_by_month(lines: pl.DataFrame) -> pl.DataFrame:
    """The VAT of each month by box of the return, credits above zero."""
    boxes = lines.filter(pl.col("account").is_in(list(data.VAT_BOXES)))
    return boxes.group_by(
        pl.from_epoch("day", "d").dt.month_start().alias("month"),
        pl.col("account").replace_strict(data.VAT_BOXES).alias("box"),
    ).agg(vat=-pl.col("signed").sum())


def write_vat_returns(
    world: World, writer: Writer, company: Company, months: pl.DataFrame, accountant: int
) -> None:
    """Writes the VAT return of each month that is over, filed on the twentieth of the next."""
    due = [month for month in world.calendar.month_starts() if filed_on(month) <= world.today]
    if not due:
        return
    returns = pl.DataFrame({"period_start": due}).with_columns(
        period_end=pl.col("period_start").dt.month_end()
    )
    filed = instant(pl.lit(pl.Series([filed_on(month) for month in due])), 17 * 60)
    returns = writer.write(
        "accounting.vat_return",
        returns.with_columns(
            company_id=pl.lit(company.id),
            state=pl.lit("filed"),
            filed_at=filed,
            filed_by_id=pl.lit(accountant),
            created_at=filed,
        ),
    )
    sums = months.group_by("month", "box").agg(pl.col("vat").sum()).sort("month", "box")
    rows = returns.select(month="period_start", vat_return_id="id").join(
        sums, on="month", how="inner", maintain_order="left"
    )
    deductible = pl.col("box") == data.VAT_BOXES[data.DEDUCTIBLE]
    writer.write(
        "accounting.vat_return_line",
        rows.select(
            "vat_return_id", "box", vat=pl.when(deductible).then(-pl.col("vat")).otherwise("vat")
        ),
    )


def filed_on(month: date) -> date:
    """The twentieth of the next month."""
    return add_months(month, 1).replace(day=20)
