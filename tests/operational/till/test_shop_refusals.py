"""What the database refuses about cash books, loyalty cards and vouchers."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from operational.till.models import (
    CashCount,
    LoyaltyDiscount,
    LoyaltyTerms,
    TillReceiptPayment,
)
from tests.factories.base import make
from tests.factories.catalog import make_subfamily
from tests.factories.identity import make_user
from tests.factories.payments import the_method
from tests.factories.till import (
    make_cash_book,
    make_cash_entry,
    make_loyalty_card,
    make_loyalty_program,
    make_points,
    make_receipt,
    make_voucher,
)
from tests.refusals import insert_like, refused, sql

FROM_2026 = {"valid_from": date(2026, 1, 1)}


def test_cash_book_below_zero(session: Session) -> None:
    book = make_cash_book(session)
    with refused(session, "ck_cash_book_entry_balance_not_negative"):
        make_cash_entry(session, book, "-100.01")


def test_cash_book_with_a_gap(session: Session) -> None:
    entry = make_cash_entry(session, make_cash_book(session), "20.00")
    with refused(session, "fk_cash_book_entry_previous"):
        insert_like(session, entry, number=4, previous_balance=120, balance=140)


def test_balance_not_carried_from_the_entry_before(session: Session) -> None:
    entry = make_cash_entry(session, make_cash_book(session), "20.00")
    with refused(session, "fk_cash_book_entry_previous"):
        insert_like(session, entry, number=3, previous_balance=119, balance=139)


def test_balance_that_is_not_the_sum(session: Session) -> None:
    entry = make_cash_entry(session, make_cash_book(session), "20.00")
    with refused(session, "ck_cash_book_entry_balance_carried"):
        insert_like(session, entry, number=3, previous_balance=120, balance=141)


def test_cash_book_back_in_time(session: Session) -> None:
    book = make_cash_book(session)
    with refused(session, "QU005"):
        make_cash_entry(session, book, "20.00", entry_date=date(2026, 5, 31))


@pytest.mark.parametrize(
    "statement",
    ["UPDATE till.cash_book_entry SET label = 'autre'", "DELETE FROM till.cash_book_entry"],
)
def test_cash_book_changed(session: Session, statement: str) -> None:
    make_cash_book(session)
    with refused(session, "QU001"):
        sql(session, statement)


def test_second_opening_of_a_cash_book(session: Session) -> None:
    book = make_cash_book(session)
    with refused(session, "ck_cash_book_entry_opening_first"):
        make_cash_entry(session, book, "10.00", kind="opening")


def test_entry_corrected_twice(session: Session) -> None:
    book = make_cash_book(session)
    wrong = make_cash_entry(session, book, "20.00")
    undone = {"kind": "correction", "corrected_entry_id": wrong.id}
    make_cash_entry(session, book, "-20.00", **undone)
    with refused(session, "uq_cash_book_entry_corrected_entry_id"):
        make_cash_entry(session, book, "-20.00", **undone)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"amount": 0, "balance": 120}, "amount_positive"),
        ({"kind": "correction"}, "correction_named"),
        ({"kind": "gift"}, "kind_known"),
    ],
)
def test_entry_that_makes_no_sense(
    session: Session, values: dict[str, object], constraint: str
) -> None:
    entry = make_cash_entry(session, make_cash_book(session), "20.00")
    following = {"number": 3, "previous_balance": 120, "balance": 140}
    with refused(session, f"ck_cash_book_entry_{constraint}"):
        insert_like(session, entry, **(following | values))


def test_counted_difference_without_a_reason(session: Session) -> None:
    book = make_cash_book(session)
    row = {"cash_book_id": book.id, "by_id": make_user(session).id, "counted_at": book.created_at}
    with refused(session, "ck_cash_count_difference_explained"):
        make(session, CashCount, row | {"expected": Decimal(100), "counted": Decimal(99)}, {})


def test_more_points_spent_than_earned(session: Session) -> None:
    card = make_loyalty_card(session, points=100)
    make_points(session, card, -60, kind="spent")
    with refused(session, "QU003"):
        make_points(session, card, -41, kind="spent")


def test_points_of_a_receipt_taken_back_twice(session: Session) -> None:
    card, receipt = make_loyalty_card(session, points=100), make_receipt(session)
    make_points(session, card, -1, kind="taken_back", till_receipt_id=receipt.id)
    with refused(session, "uq_loyalty_movement_till_receipt_id_kind"):
        make_points(session, card, -1, kind="taken_back", till_receipt_id=receipt.id)


def test_lost_points_that_expire(session: Session) -> None:
    card = make_loyalty_card(session, points=100)
    with refused(session, "ck_loyalty_movement_only_gains_expire"):
        make_points(session, card, -1, kind="spent", expires_on=date(2027, 1, 1))


@pytest.mark.parametrize(
    ("kind", "points", "constraint"),
    [
        ("spent", 5, "points_sign"),
        ("welcome", -5, "points_sign"),
        ("earned", 5, "document_named"),
        ("adjusted", 5, "adjustment_explained"),
    ],
)
def test_movement_of_points_that_makes_no_sense(
    session: Session, kind: str, points: int, constraint: str
) -> None:
    card = make_loyalty_card(session, points=100)
    with refused(session, f"ck_loyalty_movement_{constraint}"):
        make_points(session, card, points, kind=kind)


def test_two_discounts_of_a_family_at_once(session: Session) -> None:
    row = FROM_2026 | {
        "loyalty_program_id": make_loyalty_program(session, mode="discount").id,
        "item_family_id": make_subfamily(session).item_family_id,
        "discount_rate": Decimal(5),
    }
    make(session, LoyaltyDiscount, row, {"valid_to": date(2026, 6, 30)})
    with refused(session, "ex_loyalty_discount_overlap"):
        make(session, LoyaltyDiscount, row, {"valid_from": date(2026, 6, 30)})


def test_discount_of_both_a_family_and_a_subfamily(session: Session) -> None:
    subfamily = make_subfamily(session)
    row = FROM_2026 | {
        "loyalty_program_id": make_loyalty_program(session, mode="discount").id,
        "item_family_id": subfamily.item_family_id,
        "item_subfamily_id": subfamily.id,
        "discount_rate": Decimal(5),
    }
    with refused(session, "ck_loyalty_discount_one_scope"):
        make(session, LoyaltyDiscount, row, {})


def test_two_terms_of_a_program_at_once(session: Session) -> None:
    row = FROM_2026 | {
        "loyalty_program_id": make_loyalty_program(session).id,
        "factor": Decimal(10),
        "point_value": Decimal("0.05"),
    }
    make(session, LoyaltyTerms, row, {})
    with refused(session, "ex_loyalty_terms_overlap"):
        make(session, LoyaltyTerms, row, {"valid_from": date(2026, 7, 1)})


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"factor": Decimal(0)}, "factor_and_value_positive"),
        ({"threshold": -1}, "threshold_not_negative"),
        ({"expiry_months": 0}, "expiry_months_positive"),
        ({"valid_to": date(2025, 12, 31)}, "valid_to_after_valid_from"),
    ],
)
def test_terms_that_make_no_sense(
    session: Session, values: dict[str, object], constraint: str
) -> None:
    row = FROM_2026 | {
        "loyalty_program_id": make_loyalty_program(session).id,
        "factor": Decimal(10),
        "point_value": Decimal("0.05"),
    }
    with refused(session, f"ck_loyalty_terms_{constraint}"):
        make(session, LoyaltyTerms, row | values, {})


def test_card_number_given_twice(session: Session) -> None:
    card = make_loyalty_card(session)
    with refused(session, "uq_loyalty_card_number"):
        insert_like(session, card)


def test_voucher_spent_beyond_its_amount(session: Session) -> None:
    voucher, receipt = make_voucher(session), make_receipt(session, lines=[(1, "60.00", 20)])
    row = {
        "till_receipt_id": receipt.id,
        "position": 2,
        "payment_method_id": the_method(session, "set_off").id,
        "voucher_id": voucher.id,
        "amount": Decimal("50.01"),
    }
    with refused(session, "QU003"):
        make(session, TillReceiptPayment, row, {})


def test_amount_of_a_voucher_raised(session: Session) -> None:
    voucher = make_voucher(session)
    with refused(session, "QU001"):
        sql(session, "UPDATE till.voucher SET amount = 500 WHERE id = :id", id=voucher.id)
