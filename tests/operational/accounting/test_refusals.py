"""What the database refuses about the books."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from operational.accounting.models import (
    AccountRule,
    MatchingLine,
    VatAccount,
)
from tests.factories.accounting import (
    FIRST,
    add_line,
    lines_of,
    make_account,
    make_customers_account,
    make_entry,
    make_fiscal_year,
    make_journal,
    make_matching,
    the_year,
)
from tests.factories.base import make
from tests.factories.identity import make_user
from tests.factories.payments import make_payment
from tests.factories.sales import make_invoice
from tests.refusals import check_now, insert_like, refused, sql


def test_entry_that_does_not_balance(session: Session) -> None:
    entry = make_entry(session)
    check_now(session)
    with refused(session, "QU002"):
        add_line(session, entry, "0.01")


def test_entry_without_lines(session: Session) -> None:
    entry = make_entry(session)
    with refused(session, "QU002"):
        insert_like(session, entry)


def test_line_of_a_draft_removed_alone(session: Session) -> None:
    make_entry(session)
    with refused(session, "QU002"):
        sql(session, "DELETE FROM accounting.entry_line WHERE position = 1")


@pytest.mark.parametrize(("debit", "credit"), [(1, 1), (0, 0)])
def test_line_that_is_not_a_debit_or_a_credit(session: Session, debit: int, credit: int) -> None:
    line, _ = lines_of(session, make_entry(session))
    with refused(session, "ck_entry_line_debit_xor_credit"):
        insert_like(session, line, position=3, debit=debit, credit=credit)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounting.journal_entry SET label = 'autre'",
        "UPDATE accounting.journal_entry SET validated_at = NULL, validated_by_id = NULL",
        "DELETE FROM accounting.journal_entry",
        "UPDATE accounting.entry_line SET label = 'autre'",
        "DELETE FROM accounting.entry_line",
    ],
)
def test_validated_entry_changed(session: Session, statement: str) -> None:
    make_entry(session, validated=True)
    with refused(session, "QU001"):
        sql(session, statement)


def test_lines_that_balance_added_to_a_validated_entry(session: Session) -> None:
    entry = make_entry(session, validated=True)
    check_now(session)
    with refused(session, "QU002"):
        add_line(session, entry, "5.00")
        add_line(session, entry, "-5.00")


def test_gap_in_the_numbers(session: Session) -> None:
    entry = make_entry(session)
    with refused(session, "fk_journal_entry_previous"):
        sql(
            session,
            "UPDATE accounting.journal_entry SET number = 2, validated_at = now(),"
            " validated_by_id = :by WHERE id = :id",
            by=make_user(session).id,
            id=entry.id,
        )


def test_number_given_twice(session: Session) -> None:
    entry = make_entry(session, validated=True)
    with refused(session, "uq_journal_entry_fiscal_year_id_number"):
        insert_like(session, entry)


def test_number_of_a_draft(session: Session) -> None:
    entry = make_entry(session)
    with refused(session, "ck_journal_entry_number_with_validated_at"):
        sql(session, "UPDATE accounting.journal_entry SET number = 1 WHERE id = :id", id=entry.id)


def test_entry_validated_before_the_one_before(session: Session) -> None:
    first = make_entry(session, validated=True)
    second = make_entry(session, company_id=first.company_id)
    with refused(session, "QU005"):
        sql(
            session,
            "UPDATE accounting.journal_entry SET number = 2, validated_at = :at,"
            " validated_by_id = :by WHERE id = :id",
            at=FIRST - timedelta(days=1),
            by=make_user(session).id,
            id=second.id,
        )


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("amount = 0", "amount_positive"),
        ("piece_reference = ' '", "piece_reference_given"),
        ("reverses_id = id", "reverses_another"),
        ("validated_at = now(), number = 1", "validated_at_with_validated_by_id"),
    ],
)
def test_draft_that_makes_no_sense(session: Session, change: str, constraint: str) -> None:
    make_entry(session)
    with refused(session, f"ck_journal_entry_{constraint}"):
        sql(session, f"UPDATE accounting.journal_entry SET {change}")


def test_payment_entered_twice(session: Session) -> None:
    entry = make_entry(session, payment_id=make_payment(session).id)
    with refused(session, "uq_journal_entry_payment_id"):
        insert_like(session, entry)


def test_invoice_entered_twice(session: Session) -> None:
    entry = make_entry(session, invoice_id=make_invoice(session).id)
    with refused(session, "uq_journal_entry_invoice_id"):
        insert_like(session, entry)


def test_entry_of_two_documents(session: Session) -> None:
    with refused(session, "ck_journal_entry_one_source"):
        make_entry(
            session, invoice_id=make_invoice(session).id, payment_id=make_payment(session).id
        )


def test_entry_reversed_twice(session: Session) -> None:
    entry = make_entry(session, validated=True)
    reversal = make_entry(session, company_id=entry.company_id, reverses_id=entry.id)
    with refused(session, "uq_journal_entry_reverses_id"):
        insert_like(session, reversal)


def test_entry_out_of_its_year(session: Session) -> None:
    with refused(session, "QU005"):
        make_entry(session, entry_date=date(2027, 1, 1))


def test_entry_in_a_closed_year(session: Session) -> None:
    entry = make_entry(session)
    the_year(session, entry.company_id).closed_at = datetime(2027, 3, 1, tzinfo=UTC)
    with refused(session, "QU001"):
        insert_like(session, entry)
    with refused(session, "QU001"):
        sql(session, "UPDATE accounting.journal_entry SET label = 'autre'")


def test_entry_in_the_journal_of_another_company(session: Session) -> None:
    with refused(session, "QU005"):
        make_entry(session, journal_id=make_journal(session).id)


def test_entry_in_the_year_of_another_company(session: Session) -> None:
    with refused(session, "QU005"):
        make_entry(session, fiscal_year_id=make_fiscal_year(session).id)


def test_customers_account_without_a_party(session: Session) -> None:
    entry = make_entry(session)
    account = make_customers_account(session, entry.company_id)
    with refused(session, "entry_line_account_and_party"):
        add_line(session, entry, "10.00", account_id=account.id)


def test_line_moved_to_the_account_of_another_company(session: Session) -> None:
    _, credit = lines_of(session, make_entry(session))
    with refused(session, "entry_line_account_and_party"):
        sql(
            session,
            "UPDATE accounting.entry_line SET account_id = :account WHERE id = :id",
            account=make_account(session).id,
            id=credit.id,
        )


def test_account_of_another_company(session: Session) -> None:
    entry = make_entry(session)
    with refused(session, "entry_line_account_and_party"):
        add_line(session, entry, "10.00", account_id=make_account(session).id)


@pytest.mark.parametrize("number", ["41", "0411", "411-1", "411é"])
def test_number_of_account_that_no_chart_has(session: Session, number: str) -> None:
    with refused(session, "ck_account_number_shaped"):
        make_account(session, number=number)


def test_complete_matching_that_is_not_zero(session: Session) -> None:
    debit, _ = lines_of(session, make_entry(session))
    with refused(session, "QU002"):
        make_matching(session, debit, completed_on=date(2026, 6, 30))


def test_line_taken_out_of_a_complete_matching(session: Session) -> None:
    entry = make_entry(session)
    owed, _ = lines_of(session, entry)
    paid, _ = lines_of(session, make_entry(session, company_id=entry.company_id, pays=owed))
    make_matching(session, owed, paid, completed_on=date(2026, 6, 30))
    check_now(session)
    with refused(session, "QU002"):
        sql(session, "DELETE FROM accounting.matching_line WHERE entry_line_id = :id", id=paid.id)


def test_matching_with_a_line_of_another_account(session: Session) -> None:
    debit, credit = lines_of(session, make_entry(session))
    with refused(session, "QU002"):
        make_matching(session, debit, credit)


def test_line_matched_twice(session: Session) -> None:
    debit, _ = lines_of(session, make_entry(session))
    matching = make_matching(session, debit)
    row = {"matching_id": matching.id, "entry_line_id": debit.id}
    with refused(session, "uq_matching_line_entry_line_id"):
        make(session, MatchingLine, row, {})


def test_two_accounts_of_a_use_at_once(session: Session) -> None:
    account = make_account(session)
    row = {
        "company_id": account.company_id,
        "account_use": "revenue",
        "account_id": account.id,
        "valid_from": date(2026, 1, 1),
    }
    rule = make(session, AccountRule, row, {})
    with refused(session, "ex_account_rule_overlap"):
        insert_like(session, rule, valid_from=date(2026, 7, 1))


def test_two_accounts_of_a_vat_rate_at_once(session: Session) -> None:
    account = make_account(session)
    row = {
        "company_id": account.company_id,
        "vat_use": "collected",
        "vat_percentage": Decimal(20),
        "account_id": account.id,
        "valid_from": date(2026, 1, 1),
    }
    made = make(session, VatAccount, row, {})
    with refused(session, "ex_vat_account_overlap"):
        insert_like(session, made, valid_from=date(2026, 7, 1))
