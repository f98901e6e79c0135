"""What the database refuses about purchase orders, receipts and their allocation."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from operational.purchasing.models import GoodsReceiptLine, PurchaseOrderLine
from operational.purchasing.rules import INVOICE_TRANSITIONS, ORDER_TRANSITIONS
from tests.factories.catalog import make_item
from tests.factories.projects import make_project
from tests.factories.purchasing import (
    issue_receipt,
    make_allocation,
    make_order_line,
    make_receipt_line,
    make_sent_line,
)
from tests.refusals import check_now, refused, sql
from tests.transitions import transitions_in, transitions_of

ORDER_LINE = (
    "INSERT INTO purchasing.purchase_order_line"
    " (purchase_order_id, position, designation, quantity, unit_price, net)"
    " VALUES (:order, 9, 'Port', 1, 5, 5)"
)


def test_states_are_those_of_the_rules(session: Session) -> None:
    orders = transitions_in(session, "purchasing.purchase_order")
    assert orders == transitions_of(ORDER_TRANSITIONS)
    invoices = transitions_in(session, "purchasing.supplier_invoice")
    assert invoices == transitions_of(INVOICE_TRANSITIONS)


@pytest.mark.parametrize(
    "statement",
    [
        ORDER_LINE,
        "UPDATE purchasing.purchase_order_line SET designation = 'x' WHERE id = :line",
        "DELETE FROM purchasing.purchase_order_line WHERE id = :line",
        "UPDATE purchasing.purchase_order SET net = 0 WHERE id = :order",
        "UPDATE purchasing.purchase_order SET reference = 'CF0' WHERE id = :order",
        "DELETE FROM purchasing.purchase_order WHERE id = :order",
    ],
)
def test_sent_order_changed(session: Session, statement: str) -> None:
    line = make_sent_line(session)
    check_now(session)
    with refused(session, "QU001"):
        sql(session, statement, line=line.id, order=line.purchase_order_id)


def test_supplier_may_promise_another_date(session: Session) -> None:
    line = make_sent_line(session)
    sql(
        session,
        "UPDATE purchasing.purchase_order_line SET promised_on = '2026-07-01' WHERE id = :id",
        id=line.id,
    )
    check_now(session)


def test_sent_order_whose_lines_do_not_add_up(session: Session) -> None:
    line = make_order_line(session)
    sql(session, ORDER_LINE, order=line.purchase_order_id)
    with refused(session, "QU002"):
        sql(
            session,
            "UPDATE purchasing.purchase_order SET state = 'sent', sent_at = now(),"
            " reference = 'CF1' WHERE id = :order",
            order=line.purchase_order_id,
        )


def test_line_whose_net_is_not_its_price(session: Session) -> None:
    line = make_order_line(session)
    with refused(session, "ck_purchase_order_line_net_computed"):
        sql(
            session,
            "UPDATE purchasing.purchase_order_line SET discount_rate = 5 WHERE id = :id",
            id=line.id,
        )


def test_received_order_sent_again(session: Session) -> None:
    line = make_sent_line(session)
    receive(session, line, 10)
    set_order_state(session, line, "received")
    check_now(session)
    with refused(session, "QU004"):
        set_order_state(session, line, "sent")


def test_order_received_while_something_is_to_come(session: Session) -> None:
    line = make_sent_line(session)
    receive(session, line, 4)
    with refused(session, "QU002"):
        set_order_state(session, line, "received")
    receive(session, line, 1, closes_remainder=True)
    set_order_state(session, line, "received")
    check_now(session)


def test_more_received_than_ordered(session: Session) -> None:
    line = make_sent_line(session)
    receive(session, line, 6)
    with refused(session, "QU003"):
        receive(session, line, 5)
    receive(session, line, 5, is_over_receipt=True)


def test_received_after_the_remainder_was_given_up(session: Session) -> None:
    line = make_sent_line(session)
    receive(session, line, 6, closes_remainder=True)
    with refused(session, "QU003"):
        receive(session, line, 1)


def test_received_before_the_order_is_sent(session: Session) -> None:
    line = make_order_line(session)
    with refused(session, "QU004"):
        receive(session, line, 1)


def test_more_sent_back_than_came(session: Session) -> None:
    came = make_receipt_line(session)
    make_receipt_line(session, quantity=Decimal(-7), returned_line_id=came.id)
    with refused(session, "QU003"):
        make_receipt_line(session, quantity=Decimal(-4), returned_line_id=came.id)


def test_another_item_sent_back_than_came(session: Session) -> None:
    came = make_receipt_line(session)
    with refused(session, "goods_receipt_line_return_same"):
        make_receipt_line(
            session,
            quantity=Decimal(-1),
            returned_line_id=came.id,
            item_id=make_item(session).id,
        )


def test_negative_receipt_of_nothing_that_came(session: Session) -> None:
    with refused(session, "ck_goods_receipt_line_return_of_line"):
        make_receipt_line(session, quantity=Decimal(-1))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE purchasing.goods_receipt_line SET designation = 'x' WHERE id = :line",
        "DELETE FROM purchasing.goods_receipt_line WHERE id = :line",
        "UPDATE purchasing.goods_receipt SET received_on = '2026-07-01' WHERE id = :receipt",
        "DELETE FROM purchasing.goods_receipt WHERE id = :receipt",
    ],
)
def test_issued_receipt_changed(session: Session, statement: str) -> None:
    line = make_receipt_line(session)
    receipt = issue_receipt(session, line)
    check_now(session)
    with refused(session, "QU001"):
        sql(session, statement, line=line.id, receipt=receipt.id)


def test_issued_receipt_whose_lines_do_not_add_up(session: Session) -> None:
    line = make_receipt_line(session)
    sql(
        session,
        "UPDATE purchasing.goods_receipt SET net = 99 WHERE id = :id",
        id=line.goods_receipt_id,
    )
    with refused(session, "QU002"):
        sql(
            session,
            "UPDATE purchasing.goods_receipt SET issued_at = now(), reference = 'BR1'"
            " WHERE id = :id",
            id=line.goods_receipt_id,
        )


@pytest.mark.parametrize("make_line", [make_order_line, make_receipt_line])
def test_shares_beyond_the_line(session: Session, make_line: Any) -> None:
    line = make_line(session)
    make_allocation(session, line)
    make_allocation(session, line, net=Decimal(40))
    check_now(session)
    with refused(session, "QU003"):
        make_allocation(session, line, net=Decimal("0.01"))


@pytest.mark.parametrize(
    "shares",
    [
        {60: "60.00", 41: "40.00"},
        {60: "60.00", 40: "39.99"},
        {50: "-50.00"},
    ],
    ids=["over 100 %", "a cent lost", "the other way"],
)
def test_shares_that_are_not_those_of_the_line(session: Session, shares: dict[int, str]) -> None:
    line = make_receipt_line(session)
    with refused(session, "QU003"):
        for percentage, net in shares.items():
            make_allocation(session, line, percentage=Decimal(percentage), net=Decimal(net))


def test_line_made_smaller_than_its_shares(session: Session) -> None:
    line = make_order_line(session)
    make_allocation(session, line)
    check_now(session)
    with refused(session, "QU003"):
        sql(
            session,
            "UPDATE purchasing.purchase_order_line SET quantity = 5, net = 50 WHERE id = :id",
            id=line.id,
        )


def test_share_of_nothing_or_of_two_lines(session: Session) -> None:
    order_line, receipt_line = make_order_line(session), make_receipt_line(session)
    with refused(session, "ck_purchase_allocation_one_line"):
        make_allocation(session, order_line, goods_receipt_line_id=receipt_line.id)


def test_project_that_bears_a_line_twice(session: Session) -> None:
    line, project = make_receipt_line(session), make_project(session)
    make_allocation(session, line, project_id=project.id, net=Decimal(10))
    with refused(session, "uq_purchase_allocation_line_project"):
        make_allocation(session, line, project_id=project.id, net=Decimal(10))


def receive(
    session: Session, line: PurchaseOrderLine, quantity: int, **over: Any
) -> GoodsReceiptLine:
    return make_receipt_line(
        session, purchase_order_line_id=line.id, quantity=Decimal(quantity), **over
    )


def set_order_state(session: Session, line: PurchaseOrderLine, state: str) -> None:
    sql(
        session,
        "UPDATE purchasing.purchase_order SET state = :state WHERE id = :id",
        state=state,
        id=line.purchase_order_id,
    )
