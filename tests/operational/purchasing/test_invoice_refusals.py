"""What the database refuses about supplier invoices and what settles them."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories.catalog import make_item
from tests.factories.purchasing import (
    AT,
    make_receipt_line,
    make_recorded_invoice,
    make_supplier_invoice,
    make_supplier_payment,
    settle,
)
from tests.refusals import check_now, refused, sql


def test_receipt_line_billed_twice(session: Session) -> None:
    billed = {"goods_receipt_line_id": make_receipt_line(session).id}
    first = make_recorded_invoice(session, line=billed)
    with refused(session, "uq_supplier_invoice_line_receipt"):
        make_supplier_invoice(session, line=billed)
    cancel_invoice(session, first.id)
    make_supplier_invoice(session, line=billed)


def test_goods_billed_without_a_receipt(session: Session) -> None:
    with refused(session, "ck_supplier_invoice_line_goods_received"):
        make_supplier_invoice(session, line={"item_id": make_item(session).id})


def test_invoice_of_a_supplier_entered_twice(session: Session) -> None:
    invoice = make_supplier_invoice(session)
    with refused(session, "uq_supplier_invoice_supplier_reference"):
        make_supplier_invoice(
            session,
            supplier_id=invoice.supplier_id,
            supplier_reference=invoice.supplier_reference,
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE purchasing.supplier_invoice SET due_on = '2027-01-01' WHERE id = :id",
        "DELETE FROM purchasing.supplier_invoice WHERE id = :id",
        "UPDATE purchasing.supplier_invoice_line SET net = 1 WHERE supplier_invoice_id = :id",
        "UPDATE purchasing.supplier_invoice_line SET is_in_force = false WHERE position = 1",
        "DELETE FROM purchasing.supplier_invoice_line WHERE supplier_invoice_id = :id",
        "UPDATE purchasing.supplier_invoice_vat SET vat = 1 WHERE supplier_invoice_id = :id",
    ],
)
def test_recorded_invoice_changed(session: Session, statement: str) -> None:
    invoice = make_recorded_invoice(session)
    check_now(session)
    with refused(session, "QU001"):
        sql(session, statement, id=invoice.id)


@pytest.mark.parametrize("change", ["net = 99, vat = 21", "net = 101, vat = 19"])
def test_recorded_invoice_that_does_not_add_up(session: Session, change: str) -> None:
    invoice = make_supplier_invoice(session)
    with refused(session, "QU002"):
        sql(
            session,
            f"UPDATE purchasing.supplier_invoice SET {change}, state = 'recorded',"
            " recorded_at = now(), reference = 'AC1' WHERE id = :id",
            id=invoice.id,
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE purchasing.supplier_payment SET amount = 1 WHERE id = :id",
        "DELETE FROM purchasing.supplier_payment WHERE id = :id",
    ],
)
def test_payment_changed(session: Session, statement: str) -> None:
    payment = make_supplier_payment(session)
    with refused(session, "QU001"):
        sql(session, statement, id=payment.id)


def test_more_settled_than_the_invoice_asks(session: Session) -> None:
    invoice = make_recorded_invoice(session)
    settle(session, invoice, amount=Decimal(100))
    with refused(session, "QU003"):
        settle(session, invoice, amount=Decimal("20.01"))


def test_more_spent_than_was_paid(session: Session) -> None:
    first = make_recorded_invoice(session)
    second = make_recorded_invoice(session, supplier_id=first.supplier_id)
    payment = make_supplier_payment(session, supplier_id=first.supplier_id)
    settle(session, first, supplier_payment_id=payment.id)
    with refused(session, "QU003"):
        settle(session, second, supplier_payment_id=payment.id, amount=Decimal("0.01"))


def test_undone_settlement_frees_both_sides(session: Session) -> None:
    invoice = make_recorded_invoice(session)
    settled = settle(session, invoice)
    sql(
        session,
        "UPDATE purchasing.supplier_payment_allocation SET undone_at = now(),"
        " undo_reason = 'Erreur' WHERE id = :id",
        id=settled.id,
    )
    settle(session, invoice, supplier_payment_id=settled.supplier_payment_id)
    with refused(session, "QU001"):
        sql(
            session,
            "UPDATE purchasing.supplier_payment_allocation SET undone_at = NULL,"
            " undo_reason = NULL WHERE id = :id",
            id=settled.id,
        )


def test_credit_note_set_off_against_an_invoice(session: Session) -> None:
    invoice = make_recorded_invoice(session)
    credit = make_recorded_invoice(session, kind="credit_note", supplier_id=invoice.supplier_id)
    settle(session, invoice, credit_note_id=credit.id)
    with refused(session, "QU003"):
        settle(session, invoice, amount=Decimal("0.01"))


@pytest.mark.parametrize(
    "over",
    [{"direction": "refund"}, {"canceled_at": AT, "cancel_reason": "Rejet"}],
    ids=["refund", "canceled"],
)
def test_invoice_settled_by_a_payment_that_cannot(session: Session, over: dict[str, Any]) -> None:
    invoice = make_recorded_invoice(session)
    payment = make_supplier_payment(session, supplier_id=invoice.supplier_id, **over)
    with refused(session, "supplier_payment_allocation_suitable"):
        settle(session, invoice, supplier_payment_id=payment.id)


def test_invoice_settled_by_a_payment_to_another_supplier(session: Session) -> None:
    invoice, payment = make_recorded_invoice(session), make_supplier_payment(session)
    with refused(session, "supplier_payment_allocation_suitable"):
        settle(session, invoice, supplier_payment_id=payment.id)


def test_draft_invoice_settled(session: Session) -> None:
    with refused(session, "supplier_payment_allocation_suitable"):
        settle(session, make_supplier_invoice(session))


def test_settled_invoice_or_its_payment_canceled(session: Session) -> None:
    invoice = make_recorded_invoice(session)
    settled = settle(session, invoice)
    with refused(session, "QU004"):
        cancel_invoice(session, invoice.id)
    with refused(session, "QU004"):
        sql(
            session,
            "UPDATE purchasing.supplier_payment SET canceled_at = now(), cancel_reason = 'Rejet'"
            " WHERE id = :id",
            id=settled.supplier_payment_id,
        )


def cancel_invoice(session: Session, invoice: int) -> None:
    sql(
        session,
        "UPDATE purchasing.supplier_invoice SET state = 'canceled', canceled_at = now(),"
        " cancel_reason = 'Erreur' WHERE id = :id",
        id=invoice,
    )
