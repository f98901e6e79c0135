"""What the database refuses about receipts, events and closings: the cash-register law."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from operational.till.models import (
    TillReceipt,
    TillReceiptInvoice,
    TillReceiptPayment,
    TillReceiptVat,
)
from tests.factories.base import make
from tests.factories.payments import make_payment, the_method
from tests.factories.sales import make_invoice
from tests.factories.till import (
    OPENING,
    lines_of,
    make_closing,
    make_receipt,
    make_till_session,
    make_void,
)
from tests.refusals import check_now, insert_like, refused, sql

RECORDS = (
    "till_receipt",
    "till_receipt_line",
    "till_receipt_vat",
    "till_receipt_payment",
    "till_receipt_invoice",
    "till_event",
    "till_closing",
    "till_closing_vat",
    "till_closing_payment",
    "till_archive",
    "cash_book_entry",
    "cash_count",
    "loyalty_movement",
)
CLOSE = (
    "UPDATE till.till_session SET closed_at = opened_at + interval '8 hours', closing_float = 100,"
    " closed_by_id = opened_by_id, expected_cash = 150, counted_cash = :counted,"
    " difference_reason = :reason WHERE id = :id"
)


def next_like(receipt: TillReceipt, **changes: object) -> dict[str, object]:
    """What makes a copy of a receipt the next one in the chain."""
    return {
        "number": receipt.number + 1,
        "previous_hash": receipt.hash,
        "hash": "ab" * 32,
        "at": receipt.at + timedelta(minutes=1),
    } | changes


@pytest.mark.parametrize("record", RECORDS)
def test_records_emptied(session: Session, record: str) -> None:
    with refused(session, "QU001"):
        sql(session, f"TRUNCATE till.{record} CASCADE")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE till.till_receipt SET gross = gross",
        "DELETE FROM till.till_receipt",
        "UPDATE till.till_receipt_line SET designation = 'autre'",
        "DELETE FROM till.till_receipt_line",
        "UPDATE till.till_receipt_payment SET amount = 1",
        "DELETE FROM till.till_receipt_vat",
        "UPDATE till.till_closing SET perpetual_gross = 0",
        "DELETE FROM till.till_closing",
    ],
)
def test_sealed_record_changed(session: Session, statement: str) -> None:
    make_closing(session, make_receipt(session))
    with refused(session, "QU001"):
        sql(session, statement)


def test_gap_in_the_numbers(session: Session) -> None:
    receipt = make_receipt(session)
    with refused(session, "fk_till_receipt_previous"):
        insert_like(session, receipt, **next_like(receipt, number=3))


def test_number_given_twice(session: Session) -> None:
    receipt = make_receipt(session)
    with refused(session, "uq_till_receipt_till_id_number"):
        insert_like(session, receipt, hash="ab" * 32)


def test_hash_that_is_not_the_one_before(session: Session) -> None:
    receipt = make_receipt(session)
    with refused(session, "fk_till_receipt_previous"):
        insert_like(session, receipt, **next_like(receipt, previous_hash="cd" * 32))


def test_second_record_that_follows_nothing(session: Session) -> None:
    receipt = make_receipt(session)
    with refused(session, "ck_till_receipt_previous_hash_but_first"):
        insert_like(session, receipt, **next_like(receipt, previous_hash=None))


@pytest.mark.parametrize("column", ["hash", "signature"])
def test_seal_that_is_no_digest(session: Session, column: str) -> None:
    receipt = make_receipt(session)
    with refused(session, f"ck_till_receipt_{column}_digest"):
        insert_like(session, receipt, **next_like(receipt, **{column: "vu"}))


def test_clock_set_back(session: Session) -> None:
    receipt = make_receipt(session)
    with refused(session, "QU005"):
        insert_like(session, receipt, **next_like(receipt, at=receipt.at - timedelta(seconds=1)))


def test_day_set_back(session: Session) -> None:
    receipt = make_receipt(session)
    with refused(session, "QU005"):
        insert_like(session, receipt, **next_like(receipt, business_date=date(2026, 5, 31)))


def test_sale_after_the_session_was_closed(session: Session) -> None:
    receipt = make_receipt(session)
    sql(session, CLOSE, id=receipt.till_session_id, counted=150, reason=None)
    with refused(session, "QU005"):
        insert_like(session, receipt, **next_like(receipt, at=OPENING + timedelta(hours=9)))


def test_sale_in_the_session_of_another_till(session: Session) -> None:
    receipt, other = make_receipt(session), make_till_session(session)
    with refused(session, "fk_till_receipt_till_id_till_session_id"):
        insert_like(session, receipt, **next_like(receipt, till_session_id=other.id))


def test_sale_on_a_closed_day(session: Session) -> None:
    receipt = make_receipt(session)
    make_closing(session, receipt)
    with refused(session, "QU005"):
        insert_like(session, receipt, **next_like(receipt))


def test_receipt_without_lines(session: Session) -> None:
    receipt = make_receipt(session)
    with refused(session, "QU002"):
        insert_like(session, receipt, **next_like(receipt))


def test_line_added_to_a_receipt(session: Session) -> None:
    (line,) = lines_of(session, make_receipt(session))
    check_now(session)
    zero = {"quantity": -1, "unit_price_gross": 0, "net": 0, "vat": 0, "gross": 0}
    with refused(session, "QU002"):
        insert_like(session, line, position=2, **zero)


def test_payments_that_cancel_out_added_to_a_receipt(session: Session) -> None:
    receipt = make_receipt(session)
    row = {"till_receipt_id": receipt.id, "payment_method_id": the_method(session, "cash").id}
    with refused(session, "QU002"):
        for position, amount in ((2, 5), (3, -5)):
            paid = row | {"position": position, "amount": Decimal(amount)}
            make(session, TillReceiptPayment, paid, {})


def test_receipt_not_paid_to_the_cent(session: Session) -> None:
    receipt = make_receipt(session)
    row = {"till_receipt_id": receipt.id, "payment_method_id": the_method(session, "cash").id}
    with refused(session, "QU002"):
        make(session, TillReceiptPayment, row | {"position": 2, "amount": Decimal("0.01")}, {})


def test_vat_of_a_rate_no_line_has(session: Session) -> None:
    receipt = make_receipt(session)
    amounts = {"net": Decimal(10), "vat": Decimal(1), "gross": Decimal(11)}
    row = {"till_receipt_id": receipt.id, "vat_percentage": Decimal(10)}
    with refused(session, "QU002"):
        make(session, TillReceiptVat, row | amounts, {})


def test_vat_that_is_not_in_the_gross(session: Session) -> None:
    receipt = make_receipt(session)
    row = {"till_receipt_id": receipt.id, "vat_percentage": Decimal(10)}
    with refused(session, "ck_till_receipt_vat_vat_of_gross"):
        amounts = {"net": Decimal(9), "vat": Decimal(2), "gross": Decimal(11)}
        make(session, TillReceiptVat, row | amounts, {})


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"quantity": 0, "net": 0, "vat": 0, "gross": 0}, "quantity_given"),
        ({"gross": 13, "net": 11}, "gross_of_line"),
        ({"net": 11}, "gross_sum"),
        ({"discount_gross": 1, "gross": 11, "net": 9}, "discount_explained"),
        ({"unit_cost": 5}, "cost_of_line"),
    ],
)
def test_line_whose_arithmetic_is_wrong(
    session: Session, changes: dict[str, object], constraint: str
) -> None:
    (line,) = lines_of(session, make_receipt(session))
    with refused(session, f"ck_till_receipt_line_{constraint}"):
        insert_like(session, line, position=2, **changes)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"net": 11}, "gross_sum"),
        ({"line_count": 0}, "line_count_positive"),
        ({"kind": "void"}, "opposite_of_kind"),
        ({"kind": "gift"}, "kind_known"),
    ],
)
def test_receipt_that_makes_no_sense(
    session: Session, changes: dict[str, object], constraint: str
) -> None:
    receipt = make_receipt(session)
    with refused(session, f"ck_till_receipt_{constraint}"):
        insert_like(session, receipt, **next_like(receipt, **changes))


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"amount": 0}, "ck_till_receipt_payment_amount_given"),
        ({"amount": 10, "tendered": 5}, "ck_till_receipt_payment_tendered_enough"),
        ({"amount": 1, "position": 1}, "uq_till_receipt_payment_till_receipt_id_position"),
    ],
)
def test_payment_that_makes_no_sense(
    session: Session, values: dict[str, object], constraint: str
) -> None:
    receipt = make_receipt(session)
    row = {"till_receipt_id": receipt.id, "payment_method_id": the_method(session, "cash").id}
    with refused(session, constraint):
        make(session, TillReceiptPayment, row | {"position": 2} | values, {})


def test_payment_followed_one_by_one_counted_twice(session: Session) -> None:
    cheque, receipt = make_payment(session, method="cheque"), make_receipt(session)
    row = {
        "till_receipt_id": receipt.id,
        "payment_method_id": cheque.payment_method_id,
        "payment_id": cheque.id,
        "amount": Decimal(1),
    }
    with refused(session, "uq_till_receipt_payment_payment_id"):
        for position in (2, 3):
            make(session, TillReceiptPayment, row | {"position": position}, {})


def test_receipt_invoiced_twice(session: Session) -> None:
    row = {"till_receipt_id": make_receipt(session).id, "invoice_id": make_invoice(session).id}
    link = make(session, TillReceiptInvoice, row, {})
    with refused(session, "uq_till_receipt_invoice_till_receipt_id"):
        insert_like(session, link, invoice_id=make_invoice(session).id)


def test_receipt_voided_twice(session: Session) -> None:
    receipt = make_receipt(session)
    make_void(session, receipt)
    check_now(session)
    with refused(session, "uq_till_receipt_void"):
        make_void(session, receipt)


def test_void_that_is_not_the_opposite(session: Session) -> None:
    receipt = make_receipt(session)
    with refused(session, "QU002"):
        make_receipt(
            session,
            lines=[(-1, "11.00", 20)],
            till_id=receipt.till_id,
            kind="void",
            opposite_of_id=receipt.id,
        )


def test_more_returned_than_sold(session: Session) -> None:
    (sold,) = lines_of(session, make_receipt(session))
    back = {"quantity": -1, "net": -10, "vat": -2, "gross": -12, "returned_line_id": sold.id}
    insert_like(session, sold, position=2, **back)
    with refused(session, "QU003"):
        insert_like(session, sold, position=3, **back)


def test_return_that_takes_money(session: Session) -> None:
    with refused(session, "ck_till_receipt_return_gives_back"):
        make_receipt(session, kind="return")


def test_training_receipt_counts_in_no_total(session: Session) -> None:
    receipt = make_receipt(session)
    training = make_receipt(session, till_id=receipt.till_id, is_training=True)
    make_closing(session, receipt, last_receipt_number=training.number)
    check_now(session)


def test_two_sessions_open_at_a_till(session: Session) -> None:
    opened = make_till_session(session)
    with refused(session, "ex_till_session_overlap"):
        insert_like(session, opened, opened_at=OPENING + timedelta(hours=1))


def test_difference_of_a_drawer_without_a_reason(session: Session) -> None:
    opened = make_till_session(session)
    with refused(session, "ck_till_session_difference_explained"):
        sql(session, CLOSE, id=opened.id, counted=149, reason=None)


def test_session_closed_by_nobody(session: Session) -> None:
    opened = make_till_session(session)
    with refused(session, "ck_till_session_closed_whole"):
        sql(
            session,
            "UPDATE till.till_session SET closed_at = opened_at WHERE id = :id",
            id=opened.id,
        )


def test_more_left_in_the_drawer_than_counted(session: Session) -> None:
    opened = make_till_session(session)
    with refused(session, "ck_till_session_closing_float_counted"):
        sql(session, CLOSE, id=opened.id, counted=99, reason="Vol")


def test_closed_session_changed(session: Session) -> None:
    opened = make_till_session(session)
    sql(session, CLOSE, id=opened.id, counted=149, reason="Erreur de rendu")
    with refused(session, "QU001"):
        sql(
            session, "UPDATE till.till_session SET counted_cash = 150 WHERE id = :id", id=opened.id
        )
