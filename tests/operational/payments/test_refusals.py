"""What the database refuses about payments and deposit slips."""

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from operational.payments.models import DepositSlip, Payment
from tests.factories.payments import make_deposit_slip, make_payment
from tests.refusals import refused, sql

LINE = (
    "INSERT INTO payments.deposit_slip_line (deposit_slip_id, payment_id) VALUES (:slip, :payment)"
)
ISSUE = (
    "UPDATE payments.deposit_slip SET issued_at = now(), reference = 'BR-1', total = :total"
    " WHERE id = :slip"
)


def make_cheque(session: Session, **over: object) -> Payment:
    return make_payment(session, method="cheque", **over)


def test_amount_of_a_payment_changed(session: Session) -> None:
    payment = make_payment(session)
    sql(session, "UPDATE payments.payment SET note = 'vu' WHERE id = :id", id=payment.id)
    for statement in ("UPDATE payments.payment SET amount = 1", "DELETE FROM payments.payment"):
        with refused(session, "QU001"):
            sql(session, statement)


def test_cheque_in_two_slips(session: Session) -> None:
    cheque = make_cheque(session)
    sql(session, LINE, slip=make_deposit_slip(session).id, payment=cheque.id)
    with refused(session, "uq_deposit_slip_line_payment_id"):
        sql(session, LINE, slip=make_deposit_slip(session).id, payment=cheque.id)


def test_deferred_cheque_before_its_date(session: Session) -> None:
    slip = make_deposit_slip(session, deposited_on=date(2026, 6, 10))
    cheque = make_cheque(session, not_before=date(2026, 6, 11))
    with refused(session, "QU005"):
        sql(session, LINE, slip=slip.id, payment=cheque.id)


def test_transfer_in_a_slip(session: Session) -> None:
    with refused(session, "QU004"):
        sql(
            session,
            LINE,
            slip=make_deposit_slip(session).id,
            payment=make_payment(session, method="bank_transfer").id,
        )


def test_slip_that_is_not_the_sum_of_its_cheques(session: Session) -> None:
    slip = _slip_of_two(session)
    with refused(session, "QU002"):
        sql(session, ISSUE, slip=slip.id, total=Decimal("199.99"))


def test_issued_slip_changed(session: Session) -> None:
    slip = _slip_of_two(session)
    sql(session, ISSUE, slip=slip.id, total=Decimal("200.00"))
    late = make_cheque(session)
    with refused(session, "QU001"):
        sql(session, LINE, slip=slip.id, payment=late.id)
    with refused(session, "QU001"):
        sql(session, "UPDATE payments.deposit_slip SET total = 1 WHERE id = :id", id=slip.id)


def test_terms_that_are_not_the_whole(session: Session) -> None:
    with refused(session, "QU002"):
        sql(
            session,
            "WITH terms AS (INSERT INTO payments.payment_terms (code, label) VALUES ('x', 'x')"
            " RETURNING id) INSERT INTO payments.payment_terms_line"
            " (payment_terms_id, position, percentage, delay_days) SELECT id, 1, 30, 0 FROM terms",
        )


def _slip_of_two(session: Session) -> DepositSlip:
    slip = make_deposit_slip(session)
    for _ in range(2):
        sql(session, LINE, slip=slip.id, payment=make_cheque(session).id)
    return slip
