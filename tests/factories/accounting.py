"""Accounts, journals, entries, and what is done with them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from operational.accounting.models import (
    Account,
    BankStatement,
    BankStatementLine,
    EntryLine,
    ExportBatch,
    ExportFormat,
    Journal,
    JournalEntry,
    Matching,
    MatchingLine,
    VatReturn,
)
from operational.core.models import FiscalYear
from tests.factories.base import make, next_number
from tests.factories.core import make_company
from tests.factories.crm import make_party
from tests.factories.identity import make_user
from tests.factories.payments import make_bank_account

FIRST = datetime(2026, 6, 1, 8, tzinfo=UTC)


def make_account(session: Session, **over: Any) -> Account:
    """An income account, of a new company unless said."""
    company_id = over.pop("company_id", None) or make_company(session).id
    defaults = {
        "company_id": company_id,
        "number": f"706{next_number():05d}",
        "label": "Prestations",
        "kind": "income",
    }
    return make(session, Account, defaults, over)


def make_customers_account(session: Session, company_id: int) -> Account:
    """An account of customers: each of its lines names a party."""
    return make_account(
        session,
        company_id=company_id,
        number=f"411{next_number():05d}",
        label="Clients",
        kind="asset",
        subledger="customer",
        is_matched=True,
    )


def make_journal(session: Session, **over: Any) -> Journal:
    """A journal of sales, of a new company unless said."""
    company_id = over.pop("company_id", None) or make_company(session).id
    number = next_number()
    defaults = {"company_id": company_id, "code": f"V{number}", "label": "Ventes", "kind": "sales"}
    return make(session, Journal, defaults, over)


def make_fiscal_year(session: Session, **over: Any) -> FiscalYear:
    """The year 2026, of a new company unless said."""
    company_id = over.pop("company_id", None) or make_company(session).id
    defaults = {
        "company_id": company_id,
        "code": "2026",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
    }
    return make(session, FiscalYear, defaults, over)


def make_entry(
    session: Session, *, validated: bool = False, pays: EntryLine | None = None, **over: Any
) -> JournalEntry:
    """An entry of 120.00 on 1 June 2026 between a customer and income; a draft unless said.

    Or the payment of an earlier line: a credit of its account and party.
    """
    company_id = over.pop("company_id", None) or make_company(session).id
    year_id = over.pop("fiscal_year_id", None) or the_year(session, company_id).id
    reference = f"FA-2026-{next_number():05d}"
    defaults = {
        "company_id": company_id,
        "fiscal_year_id": year_id,
        "journal_id": over.get("journal_id") or make_journal(session, company_id=company_id).id,
        "entry_date": date(2026, 6, 1),
        "label": "Facture",
        "piece_reference": reference,
        "piece_date": date(2026, 6, 1),
        "amount": Decimal("120.00"),
    }
    entry = make(session, JournalEntry, defaults, over)
    if pays:
        owed = {"account_id": pays.account_id, "party_id": pays.party_id}
        add_line(session, entry, "-120.00", **owed)
        add_line(session, entry, "120.00")
    else:
        customers = make_customers_account(session, company_id)
        owed = {"account_id": customers.id, "party_id": make_party(session).id}
        add_line(session, entry, "120.00", **owed)
        add_line(session, entry, "-120.00")
    if validated:
        validate(session, entry)
    return entry


def add_line(session: Session, entry: JournalEntry, amount: str, **over: Any) -> EntryLine:
    """A line of an entry on a new account unless said: a debit, or a credit when negative."""
    moved, account_id = Decimal(amount), over.pop("account_id", None)
    if account_id is None:
        account_id = make_account(session, company_id=entry.company_id).id
    query = select(func.count()).select_from(EntryLine).filter_by(journal_entry_id=entry.id)
    defaults = {
        "journal_entry_id": entry.id,
        "position": session.scalars(query).one() + 1,
        "account_id": account_id,
        "label": entry.label,
        "debit": max(moved, Decimal(0)),
        "credit": max(-moved, Decimal(0)),
    }
    return make(session, EntryLine, defaults, over)


def lines_of(session: Session, entry: JournalEntry) -> Sequence[EntryLine]:
    """The lines of an entry, in order."""
    query = select(EntryLine).filter_by(journal_entry_id=entry.id)
    return session.scalars(query.order_by(EntryLine.position)).all()


def validate(session: Session, entry: JournalEntry) -> None:
    """Validates a draft: it takes the next number of its year."""
    query = select(func.max(JournalEntry.number)).filter_by(fiscal_year_id=entry.fiscal_year_id)
    number = (session.scalars(query).one() or 0) + 1
    entry.validated_by_id, entry.number = make_user(session).id, number
    entry.validated_at = FIRST + timedelta(hours=number)
    session.flush()


def the_year(session: Session, company_id: int) -> FiscalYear:
    """The year 2026 of a company, made once."""
    query = select(FiscalYear).filter_by(company_id=company_id, code="2026")
    return session.scalars(query).one_or_none() or make_fiscal_year(session, company_id=company_id)


def make_matching(session: Session, *lines: EntryLine, **over: Any) -> Matching:
    """A partial matching of lines, on the account and party of the first unless said."""
    first = lines[0]
    defaults = {
        "account_id": first.account_id,
        "party_id": first.party_id,
        "code": "A",
        "matched_on": date(2026, 6, 30),
    }
    matching = make(session, Matching, defaults, over)
    for line in lines:
        make(session, MatchingLine, {"matching_id": matching.id, "entry_line_id": line.id}, {})
    return matching


def make_export(session: Session, company_id: int, **over: Any) -> ExportBatch:
    """An export of June 2026 in a new format unless said."""
    format_id = over.pop("export_format_id", None)
    if format_id is None:
        layout = {"code": f"f{next_number()}", "label": "Format", "layout": {}}
        format_id = make(session, ExportFormat, layout, {}).id
    defaults = {
        "company_id": company_id,
        "export_format_id": format_id,
        "period_start": date(2026, 6, 1),
        "period_end": date(2026, 6, 30),
        "by_id": make_user(session).id,
        "entry_count": 1,
        "debit_total": Decimal("120.00"),
    }
    return make(session, ExportBatch, defaults, over)


def make_vat_return(session: Session, **over: Any) -> VatReturn:
    """The VAT return of June 2026 being prepared, of a new company unless said."""
    company_id = over.pop("company_id", None) or make_company(session).id
    defaults = {
        "company_id": company_id,
        "period_start": date(2026, 6, 1),
        "period_end": date(2026, 6, 30),
    }
    return make(session, VatReturn, defaults, over)


def make_statement(session: Session, *amounts: str, **over: Any) -> BankStatement:
    """The statement of June 2026 with these movements, from 0.00, of a new account unless said."""
    account_id = over.pop("bank_account_id", None) or make_bank_account(session).id
    moved = [Decimal(amount) for amount in amounts]
    defaults = {
        "bank_account_id": account_id,
        "reference": f"R{next_number()}",
        "starts_on": date(2026, 6, 1),
        "ends_on": date(2026, 6, 30),
        "opening_balance": Decimal("0.00"),
        "closing_balance": sum(moved, Decimal("0.00")),
    }
    statement = make(session, BankStatement, defaults, over)
    for position, amount in enumerate(moved, start=1):
        row = {"bank_statement_id": statement.id, "position": position, "label": "VIR"}
        make(
            session,
            BankStatementLine,
            row | {"booked_on": date(2026, 6, 15), "amount": amount},
            {},
        )
    return statement
