"""What the database refuses about invoices, allocations, reminders and commissions."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from operational.sales.invoicing.models import Instalment, Invoice
from tests.factories.payments import make_payment
from tests.factories.sales import issue, make_allocation, make_invoice
from tests.refusals import refused, sql


def instalment_of(session: Session, invoice: Invoice) -> Instalment:
    return session.scalars(select(Instalment).filter_by(invoice_id=invoice.id, position=1)).one()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE sales.invoice SET net = 1, gross = 1 + vat",
        "UPDATE sales.invoice SET issued_on = '2026-05-02'",
        "UPDATE sales.invoice SET issued_at = NULL, issued_on = NULL, reference = NULL",
        "DELETE FROM sales.invoice",
        "UPDATE sales.invoice_line SET designation = 'autre'",
        "DELETE FROM sales.invoice_line",
        "INSERT INTO sales.invoice_line (invoice_id, position, designation) SELECT id, 9, 'x' FROM sales.invoice",
        "UPDATE sales.invoice_vat SET vat_category = 'Z'",
        "UPDATE sales.instalment SET due_on = '2027-01-01'",
        "DELETE FROM sales.instalment",
    ],
)
def test_issued_invoice_changed_or_deleted(session: Session, change: str) -> None:
    make_invoice(session)
    with refused(session, "QU001"):
        sql(session, change)


def test_draft_may_be_deleted(session: Session) -> None:
    draft = make_invoice(session, issued_on=None)
    sql(session, "DELETE FROM sales.invoice WHERE id = :id", id=draft.id)


@pytest.mark.parametrize(
    "wrong",
    [{"net": Decimal(101), "gross": Decimal(121)}, {"vat": Decimal(21), "gross": Decimal(121)}],
)
def test_invoice_that_does_not_add_up(session: Session, wrong: dict[str, Any]) -> None:
    with refused(session, "QU002"):
        make_invoice(session, **wrong)


def test_gross_that_is_not_net_plus_vat(session: Session) -> None:
    with refused(session, "ck_invoice_gross_adds_up"):
        make_invoice(session, gross=Decimal(121))


def test_vat_row_a_cent_off(session: Session) -> None:
    draft = make_invoice(session, issued_on=None)
    with refused(session, "ck_invoice_vat_vat_of_net"):
        sql(
            session, "UPDATE sales.invoice_vat SET vat = 20.01 WHERE invoice_id = :id", id=draft.id
        )


def test_invoice_without_instalment(session: Session) -> None:
    draft = make_invoice(session, issued_on=None)
    with refused(session, "QU002"):
        issue(session, draft, date(2026, 5, 1))


def test_same_number_twice(session: Session) -> None:
    invoice = make_invoice(session, reference="FA-2026-1")
    with refused(session, "uq_invoice_company_id_reference"):
        make_invoice(session, customer_id=invoice.customer_id, reference="FA-2026-1")


@pytest.mark.parametrize("reference", ["FA 2026", "FA.1", "F" * 36, ""])
def test_number_of_forbidden_characters(session: Session, reference: str) -> None:
    draft = make_invoice(session, issued_on=None)
    with refused(session, "ck_invoice_reference_allowed"):
        sql(
            session,
            "UPDATE sales.invoice SET reference = :reference, issued_at = now(),"
            " issued_on = '2026-05-01' WHERE id = :id",
            reference=reference,
            id=draft.id,
        )


def test_retention_on_a_down_payment(session: Session) -> None:
    with refused(session, "ck_invoice_retention_on_work_only"):
        make_invoice(session, kind="down_payment", retention_gross=Decimal(6))


def test_retention_above_five_percent_of_gross(session: Session) -> None:
    make_invoice(session, retention_gross=Decimal("6.00"))
    with refused(session, "ck_invoice_retention_of_gross"):
        make_invoice(session, retention_gross=Decimal("6.01"))


def test_down_payment_deducted_twice(session: Session) -> None:
    paid = make_invoice(session, kind="down_payment", lines=[(60, 20)])
    make_invoice(session, customer_id=paid.customer_id, deducts=[paid])
    with refused(session, "QU003"):
        make_invoice(session, customer_id=paid.customer_id, deducts=[paid])


def test_down_payment_of_somebody_else_deducted(session: Session) -> None:
    paid = make_invoice(session, kind="down_payment", lines=[(60, 20)])
    with refused(session, "QU004"):
        make_invoice(session, deducts=[paid])


def test_credit_above_what_is_left(session: Session) -> None:
    invoice = make_invoice(session)
    credit: dict[str, Any] = {
        "kind": "credit_note",
        "customer_id": invoice.customer_id,
        "corrects_id": invoice.id,
    }
    make_invoice(session, **credit, lines=[(60, 20)])
    with refused(session, "QU003"):
        make_invoice(session, **credit, lines=[("40.01", 20)])
    make_invoice(session, **credit, lines=[(40, 20)])


def test_credit_of_a_deducted_down_payment(session: Session) -> None:
    paid = make_invoice(session, kind="down_payment", lines=[(60, 20)])
    make_invoice(session, customer_id=paid.customer_id, deducts=[paid])
    with refused(session, "QU004"):
        make_invoice(
            session,
            kind="credit_note",
            customer_id=paid.customer_id,
            corrects_id=paid.id,
            lines=[(60, 20)],
        )


def test_allocation_above_what_is_due(session: Session) -> None:
    due = instalment_of(session, make_invoice(session))
    payment = make_payment(session, amount=Decimal(500))
    make_allocation(session, instalment_id=due.id, payment_id=payment.id, amount=Decimal(100))
    with refused(session, "QU003"):
        make_allocation(
            session, instalment_id=due.id, payment_id=payment.id, amount=Decimal("20.01")
        )
    make_allocation(session, instalment_id=due.id, payment_id=payment.id, amount=Decimal(20))


def test_allocation_above_what_was_paid(session: Session) -> None:
    payment = make_payment(session, amount=Decimal(100))
    first, second = (instalment_of(session, make_invoice(session)) for _ in range(2))
    make_allocation(session, instalment_id=first.id, payment_id=payment.id, amount=Decimal(90))
    with refused(session, "QU003"):
        make_allocation(
            session, instalment_id=second.id, payment_id=payment.id, amount=Decimal(11)
        )


def test_credit_note_used_twice(session: Session) -> None:
    credit = make_invoice(session, kind="credit_note", lines=[(50, 20)])
    first, second = (instalment_of(session, make_invoice(session)) for _ in range(2))
    make_allocation(session, instalment_id=first.id, credit_note_id=credit.id, amount=Decimal(60))
    with refused(session, "QU003"):
        make_allocation(
            session, instalment_id=second.id, credit_note_id=credit.id, amount=Decimal("0.01")
        )
    refund = make_payment(session, direction="refund")
    with refused(session, "QU003"):
        make_allocation(
            session,
            instalment_id=instalment_of(session, credit).id,
            payment_id=refund.id,
            amount=Decimal("0.01"),
        )


def test_refund_allocated_to_an_invoice(session: Session) -> None:
    due = instalment_of(session, make_invoice(session))
    refund = make_payment(session, direction="refund")
    with refused(session, "QU004"):
        make_allocation(session, instalment_id=due.id, payment_id=refund.id)


def test_allocation_undone_twice_or_changed(session: Session) -> None:
    due = instalment_of(session, make_invoice(session))
    allocation = make_allocation(
        session, instalment_id=due.id, payment_id=make_payment(session).id
    )
    with refused(session, "QU001"):
        sql(session, "UPDATE sales.payment_allocation SET amount = 1")
    with refused(session, "ck_payment_allocation_undone_on_with_undo_reason"):
        sql(session, "UPDATE sales.payment_allocation SET undone_on = '2026-06-02'")
    undo = (
        "UPDATE sales.payment_allocation SET undone_on = '2026-06-02', undo_reason = 'erreur'"
        " WHERE id = :id"
    )
    sql(session, undo, id=allocation.id)
    with refused(session, "QU001"):
        sql(session, undo, id=allocation.id)


def test_only_the_database_tells_when_an_allocation_was_undone(session: Session) -> None:
    due = instalment_of(session, make_invoice(session))
    allocation = make_allocation(
        session, instalment_id=due.id, payment_id=make_payment(session).id
    )
    with refused(session, "QU001"):
        sql(session, "UPDATE sales.payment_allocation SET undone_at = now()")
    with refused(session, "QU001"):
        sql(
            session,
            "UPDATE sales.payment_allocation SET undone_on = '2026-06-02', undo_reason = 'erreur',"
            " undone_at = '2026-06-02'",
        )

    allocation.undone_on, allocation.undo_reason = allocation.allocated_on, "erreur"
    session.flush()

    assert allocation.undone_at is not None
    assert allocation.undone_at >= allocation.created_at
    with refused(session, "QU001"):
        sql(session, "UPDATE sales.payment_allocation SET undone_at = now()")


def test_allocated_payment_canceled(session: Session) -> None:
    payment = make_payment(session)
    due = instalment_of(session, make_invoice(session))
    make_allocation(session, instalment_id=due.id, payment_id=payment.id)
    with refused(session, "QU004"):
        sql(
            session,
            "INSERT INTO payments.payment_cancellation (payment_id, canceled_on, reason)"
            " VALUES (:id, '2026-06-05', 'impayé')",
            id=payment.id,
        )


def test_reminder_of_a_retention_before_its_date(session: Session) -> None:
    invoice = make_invoice(session, retention_gross=Decimal(6))
    retention = session.scalars(
        select(Instalment).filter_by(invoice_id=invoice.id, kind="retention")
    ).one()
    with refused(session, "QU005"):
        _remind(session, retention, on="2026-12-01")


def test_reminder_of_a_disputed_invoice(session: Session) -> None:
    invoice = make_invoice(session)
    sql(
        session,
        "INSERT INTO sales.invoice_dispute (invoice_id, opened_on, reason)"
        " VALUES (:id, '2026-05-20', 'finition')",
        id=invoice.id,
    )
    with refused(session, "QU004"):
        _remind(session, instalment_of(session, invoice), on="2026-06-15")


def test_reminder_of_what_is_paid(session: Session) -> None:
    due = instalment_of(session, make_invoice(session))
    make_allocation(session, instalment_id=due.id, payment_id=make_payment(session).id)
    with refused(session, "QU003"):
        _remind(session, due, on="2026-06-15")


def test_closed_commission_period_changed(session: Session) -> None:
    invoice = make_invoice(session)
    sql(
        session,
        "INSERT INTO sales.commission_period (company_id, starts_on, ends_on)"
        " VALUES (:company, '2026-05-01', '2026-05-31')",
        company=invoice.company_id,
    )
    user = "INSERT INTO identity.app_user (email, name) VALUES ('a@example.com', 'A')"
    sql(session, user)
    sql(
        session,
        "UPDATE sales.commission_period SET closed_at = now(),"
        " closed_by_id = (SELECT id FROM identity.app_user WHERE email = 'a@example.com')",
    )
    with refused(session, "QU001"):
        sql(session, "UPDATE sales.commission_period SET ends_on = '2026-06-30'")


def _remind(session: Session, due: Instalment, *, on: str) -> None:
    invoice = session.get_one(Invoice, due.invoice_id)
    sql(
        session,
        "INSERT INTO sales.dunning_notice (company_id, customer_id, reference, level, channel,"
        " state, prepared_at, sent_on, amount_gross) VALUES (:company, :customer, 'RL-1', 1,"
        " 'email', 'sent', CAST(:on AS timestamptz), CAST(:on AS date), :amount)",
        company=invoice.company_id,
        customer=invoice.customer_id,
        on=on,
        amount=due.amount,
    )
    sql(
        session,
        "INSERT INTO sales.dunning_notice_line (dunning_notice_id, instalment_id, level,"
        " amount_gross, days_late) SELECT id, :due, 1, amount_gross, 30 FROM sales.dunning_notice",
        due=due.id,
    )
