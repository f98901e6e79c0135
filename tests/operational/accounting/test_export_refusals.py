"""What the database refuses about exports, returns and bank statements."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from operational.accounting.models import (
    BankReconciliation,
    BankStatement,
    BankStatementLine,
    ElectronicReport,
    ElectronicReportLine,
    ExportBatchEntry,
    FecExport,
    VatReturnLine,
)
from tests.factories.accounting import (
    FIRST,
    lines_of,
    make_entry,
    make_export,
    make_fiscal_year,
    make_statement,
    make_vat_return,
)
from tests.factories.base import make
from tests.factories.core import make_company
from tests.factories.documents import make_file
from tests.factories.identity import make_user
from tests.refusals import check_now, insert_like, refused, sql


def test_entry_exported_twice_unless_taken_back(session: Session) -> None:
    entry = make_entry(session, validated=True)
    exported = {"journal_entry_id": entry.id}
    batch = {"export_batch_id": make_export(session, entry.company_id).id}
    kept = make(session, ExportBatchEntry, exported | batch, {})
    other = make_export(session, entry.company_id)

    with refused(session, "uq_export_batch_entry_once"):
        insert_like(session, kept, export_batch_id=other.id)
    sql(
        session,
        "UPDATE accounting.export_batch_entry SET canceled_at = now(), canceled_by_id = :by",
        by=make_user(session).id,
    )
    insert_like(session, kept, export_batch_id=other.id, canceled_at=None, canceled_by_id=None)


@pytest.mark.parametrize("taken_back", [False, True])
def test_entry_of_an_export_changed(session: Session, taken_back: bool) -> None:  # noqa: FBT001
    entry = make_entry(session, validated=True)
    batch, by = make_export(session, entry.company_id), make_user(session).id
    canceled = {"canceled_at": FIRST, "canceled_by_id": by} if taken_back else {}
    row = {"journal_entry_id": entry.id, "export_batch_id": batch.id} | canceled
    make(session, ExportBatchEntry, row, {})
    change = "canceled_at = NULL, canceled_by_id = NULL" if taken_back else "export_batch_id = 0"
    with refused(session, "QU001"):
        sql(session, f"UPDATE accounting.export_batch_entry SET {change}")
    with refused(session, "QU001"):
        sql(session, "DELETE FROM accounting.export_batch_entry")


def test_draft_exported(session: Session) -> None:
    entry = make_entry(session)
    batch = make_export(session, entry.company_id)
    row = {"export_batch_id": batch.id, "journal_entry_id": entry.id}
    with refused(session, "QU004"):
        make(session, ExportBatchEntry, row, {})


def test_export_changed(session: Session) -> None:
    make_export(session, make_company(session).id)
    for change in ("debit_total = 0", "period_end = '2026-07-31'"):
        with refused(session, "QU001"):
            sql(session, f"UPDATE accounting.export_batch SET {change}")


def test_canceled_export_taken_up_again(session: Session) -> None:
    canceled = {"canceled_at": FIRST, "cancel_reason": "Mauvais format"}
    by = make_user(session).id
    make_export(session, make_company(session).id, canceled_by_id=by, **canceled)
    with refused(session, "QU001"):
        sql(
            session,
            "UPDATE accounting.export_batch"
            " SET canceled_at = NULL, canceled_by_id = NULL, cancel_reason = NULL",
        )


def test_fec_export_changed(session: Session) -> None:
    counts = dict.fromkeys(("entry_count", "line_count", "last_number"), 1)
    row = counts | {
        "fiscal_year_id": make_fiscal_year(session).id,
        "siren": "732829320",
        "closes_on": date(2026, 12, 31),
        "by_id": make_user(session).id,
        "file_id": make_file(session).id,
        "debit_total": Decimal("120.00"),
    }
    make(session, FecExport, row, {})
    with refused(session, "QU001"):
        sql(session, "UPDATE accounting.fec_export SET debit_total = 0")


def test_filed_vat_return_changed(session: Session) -> None:
    filed = make_vat_return(session)
    line = {"vat_return_id": filed.id, "box": "08", "net": Decimal(100), "vat": Decimal(20)}
    made = make(session, VatReturnLine, line, {})
    sql(
        session,
        "UPDATE accounting.vat_return SET state = 'filed', filed_at = now(), filed_by_id = :by",
        by=make_user(session).id,
    )
    for statement in (
        "UPDATE accounting.vat_return SET period_end = '2026-07-31'",
        "UPDATE accounting.vat_return SET state = 'draft', filed_at = NULL, filed_by_id = NULL",
        "DELETE FROM accounting.vat_return",
        "UPDATE accounting.vat_return_line SET vat = 0",
        "DELETE FROM accounting.vat_return_line",
    ):
        with refused(session, "QU001"):
            sql(session, statement)
    with refused(session, "QU001"):
        insert_like(session, made, box="09")


def test_two_vat_returns_of_a_month(session: Session) -> None:
    made = make_vat_return(session)
    with refused(session, "ex_vat_return_overlap"):
        insert_like(session, made, period_start=date(2026, 6, 30), period_end=date(2026, 7, 31))


def test_filed_electronic_report_changed(session: Session) -> None:
    month = {"period_start": date(2026, 6, 1), "period_end": date(2026, 6, 10)}
    row = {"company_id": make_company(session).id, "flow": "transactions"} | month
    report = make(session, ElectronicReport, row, {})
    line = {
        "electronic_report_id": report.id,
        "day": date(2026, 6, 1),
        "supply_category": "goods",
        "vat_percentage": Decimal(20),
        "document_count": 3,
        "net": Decimal(100),
        "vat": Decimal(20),
    }
    made = make(session, ElectronicReportLine, line, {})
    sql(
        session,
        "UPDATE accounting.electronic_report"
        " SET state = 'filed', filed_at = now(), filed_by_id = :by",
        by=make_user(session).id,
    )
    with refused(session, "QU001"):
        sql(session, "UPDATE accounting.electronic_report SET file_id = NULL, flow = 'payments'")
    with refused(session, "QU001"):
        sql(session, "UPDATE accounting.electronic_report_line SET net = 0")
    with refused(session, "QU001"):
        insert_like(session, made, day=date(2026, 6, 2))


def test_statement_that_does_not_add_up(session: Session) -> None:
    make_statement(session, "120.00", "-20.00")
    check_now(session)
    for statement in (
        "UPDATE accounting.bank_statement SET closing_balance = 99.99",
        "DELETE FROM accounting.bank_statement_line WHERE position = 2",
    ):
        with refused(session, "QU002"):
            sql(session, statement)


def test_more_reconciled_than_the_bank_moved(session: Session) -> None:
    debit, _ = lines_of(session, make_entry(session))
    moved = movement_of(session, make_statement(session, "119.99"))
    with refused(session, "QU003"):
        reconcile(session, moved, debit.id)


def test_money_out_reconciled_with_money_in(session: Session) -> None:
    debit, _ = lines_of(session, make_entry(session))
    moved = movement_of(session, make_statement(session, "-120.00"))
    with refused(session, "QU003"):
        reconcile(session, moved, debit.id)


def test_line_of_the_books_reconciled_twice(session: Session) -> None:
    debit, _ = lines_of(session, make_entry(session))
    reconcile(session, movement_of(session, make_statement(session, "120.00")), debit.id)
    other = movement_of(session, make_statement(session, "120.00"))
    with refused(session, "uq_bank_reconciliation_entry_line_id"):
        reconcile(session, other, debit.id)


def movement_of(session: Session, statement: BankStatement) -> int:
    """The key of the only line of a statement."""
    query = select(BankStatementLine.id).filter_by(bank_statement_id=statement.id)
    return session.scalars(query).one()


def reconcile(session: Session, movement: int, entry_line: int) -> None:
    """Says that a line of the books is what the bank moved."""
    row = {"bank_statement_line_id": movement, "entry_line_id": entry_line, "reconciled_at": FIRST}
    make(session, BankReconciliation, row, {})
