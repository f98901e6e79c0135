"""The chart of accounts, the journals, and which account takes what."""

from dataclasses import dataclass

import polars as pl

from orchestration.demo.company import Company
from orchestration.demo.tables import accounts as data
from orchestration.demo.world import World
from orchestration.demo.writer import Writer


@dataclass(frozen=True)
class Books:
    """Keys of the accounts and journals, by number and code."""

    accounts: dict[str, int]
    journals: dict[str, int]


def open_books(world: World, writer: Writer, company: Company, families: dict[str, int]) -> Books:
    """Writes the chart, the journals, and which account takes what."""
    names = ("number", "label", "kind", "subledger")
    chart = pl.DataFrame(data.CHART, schema=names, orient="row").with_columns(
        company_id=pl.lit(company.id), is_matched=pl.col("number").is_in(data.MATCHED)
    )
    accounts = dict(
        zip(chart["number"], writer.write("accounting.account", chart)["id"], strict=True)
    )
    bank = pl.col("kind") == "bank"
    journals = pl.DataFrame(
        data.JOURNALS, schema=("code", "label", "kind"), orient="row"
    ).with_columns(
        company_id=pl.lit(company.id),
        bank_account_id=pl.when(bank).then(pl.lit(company.bank_account_id)),
        account_id=pl.when(bank).then(pl.lit(accounts[data.BANK])),
    )
    codes = dict(
        zip(journals["code"], writer.write("accounting.journal", journals)["id"], strict=True)
    )
    rules: list[dict[str, object]] = [
        {"account_use": use, "account_id": accounts[number]} for use, number in data.USES.items()
    ]
    rules += [
        {
            "account_use": "revenue",
            "item_family_id": families[code],
            "account_id": accounts[number],
        }
        for code, number in data.REVENUE.items()
    ]
    common = {"company_id": pl.lit(company.id), "valid_from": pl.lit(world.start)}
    writer.write(
        "accounting.account_rule",
        pl.DataFrame(rules, infer_schema_length=None).with_columns(**common),
    )
    vat: list[dict[str, object]] = [
        {"vat_use": "collected", "vat_percentage": rate, "account_id": accounts[number]}
        for rate, number in data.VAT.items()
    ]
    vat += [
        {
            "vat_use": "deductible_goods",
            "vat_percentage": rate,
            "account_id": accounts[data.DEDUCTIBLE],
        }
        for rate in data.VAT
    ]
    writer.write("accounting.vat_account", pl.DataFrame(vat).with_columns(**common))
    return Books(accounts, codes)
