"""What the database refuses about quotes, orders and progress claims."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from operational.sales.orders.models import ProgressClaim, SalesOrder
from tests.factories.base import make
from tests.factories.sales import make_invoice, make_order, make_quote
from tests.refusals import refused, sql

CLAIM_LINE = (
    "INSERT INTO sales.progress_claim_line (progress_claim_id, sales_order_line_id, progress,"
    " cumulative_net, previous_net, net) SELECT :claim, id, :progress, :cumulative, :previous,"
    " :cumulative - :previous FROM sales.sales_order_line WHERE sales_order_id = :order"
)


def test_sent_quote_whose_lines_do_not_add_up(session: Session) -> None:
    with refused(session, "QU002"):
        make_quote(session, net=Decimal(90), gross=Decimal(110))


def test_line_added_to_a_sent_quote(session: Session) -> None:
    quote = make_quote(session)
    with refused(session, "QU001"):
        sql(
            session,
            "INSERT INTO sales.quote_line (quote_id, position, designation) VALUES (:id, 9, 'x')",
            id=quote.id,
        )


@pytest.mark.parametrize("change", ["title = 'autre'", "customer_id = customer_id + 1"])
def test_sent_quote_rewritten(session: Session, change: str) -> None:
    quote = make_quote(session)
    with refused(session, "QU001"):
        sql(session, f"UPDATE sales.quote SET {change} WHERE id = :id", id=quote.id)


def test_refused_quote_accepted(session: Session) -> None:
    quote = make_quote(session)
    refuse = (
        "UPDATE sales.quote SET state = 'refused', refused_on = '2026-03-09', {} WHERE id = :id"
    )
    with refused(session, "ck_quote_refusal_explained"):
        sql(session, refuse.format("refusal_reason = NULL"), id=quote.id)
    sql(session, refuse.format("refusal_reason = 'prix'"), id=quote.id)
    with refused(session, "QU001"):
        sql(
            session,
            "UPDATE sales.quote SET state = 'accepted', accepted_on = '2026-03-10',"
            " refused_on = NULL, refusal_reason = NULL WHERE id = :id",
            id=quote.id,
        )


def test_draft_accepted_before_it_is_sent(session: Session) -> None:
    draft = make_quote(session, sent=False)
    with refused(session, "QU004"):
        sql(
            session,
            "UPDATE sales.quote SET state = 'accepted', sent_on = '2026-03-01',"
            " first_sent_on = '2026-03-01', accepted_on = '2026-03-10' WHERE id = :id",
            id=draft.id,
        )


def test_two_revisions_accepted(session: Session) -> None:
    first = make_quote(session)
    accept = (
        "UPDATE sales.quote SET state = 'accepted', accepted_on = '2026-03-10', root_id = :root"
        " WHERE id = :id"
    )
    second = make_quote(session, customer_id=first.customer_id, revision=2)
    sql(session, accept, root=first.id, id=first.id)
    with refused(session, "uq_quote_one_accepted"):
        sql(session, accept, root=first.id, id=second.id)


def test_sent_quote_deleted(session: Session) -> None:
    quote = make_quote(session)
    with refused(session, "QU001"):
        sql(session, "DELETE FROM sales.quote WHERE id = :id", id=quote.id)
    draft = make_quote(session, sent=False)
    sql(session, "DELETE FROM sales.quote WHERE id = :id", id=draft.id)


def test_line_of_a_confirmed_order_changed(session: Session) -> None:
    order = make_order(session)
    with refused(session, "QU001"):
        sql(
            session,
            "UPDATE sales.sales_order_line SET net = 1 WHERE sales_order_id = :id",
            id=order.id,
        )


def test_amendment_comes_with_its_lines_and_is_then_frozen(session: Session) -> None:
    order = make_order(session)
    amend = (
        "INSERT INTO sales.order_amendment (sales_order_id, number, title, net, gross)"
        " VALUES (:order, 1, 'Volet', 50, 50)"
    )
    line = (
        "INSERT INTO sales.sales_order_line (sales_order_id, order_amendment_id, position,"
        " designation, net) SELECT :order, id, 9, 'Volet', 50 FROM sales.order_amendment"
        " WHERE sales_order_id = :order"
    )
    confirm = "UPDATE sales.order_amendment SET confirmed_on = '2026-05-02' WHERE sales_order_id = :order"
    sql(session, amend, order=order.id)
    with refused(session, "QU002"):
        sql(session, confirm, order=order.id)
    sql(session, line, order=order.id)
    sql(session, confirm, order=order.id)
    with refused(session, "QU001"):
        sql(session, line.replace("9", "10"), order=order.id)


def test_invoiced_order_canceled(session: Session) -> None:
    order = make_order(session)
    make_invoice(session, customer_id=order.customer_id, sales_order_id=order.id)
    with refused(session, "QU004"):
        sql(
            session,
            "UPDATE sales.sales_order SET state = 'canceled', canceled_on = '2026-06-01',"
            " cancel_reason = 'client' WHERE id = :id",
            id=order.id,
        )


def test_instalments_that_do_not_make_the_order(session: Session) -> None:
    order = make_order(session, confirmed_on=None, invoicing_mode="instalments")
    for position in (1, 2):
        sql(
            session,
            "INSERT INTO sales.sub_order (sales_order_id, position, planned_on, net)"
            " VALUES (:order, :position, '2026-06-01', 49.99)",
            order=order.id,
            position=position,
        )
    with refused(session, "QU002"):
        sql(
            session,
            "UPDATE sales.sales_order SET state = 'confirmed', confirmed_on = '2026-04-01'"
            " WHERE id = :id",
            id=order.id,
        )


def test_retention_above_five_percent(session: Session) -> None:
    with refused(session, "ck_sales_order_retention_at_most_5"):
        make_order(session, retention_rate=Decimal("5.01"))


def test_claim_that_does_not_bill_the_cumulative_difference(session: Session) -> None:
    order = make_order(session)
    first = _claim(session, order, 1, date(2026, 5, 1))
    sql(
        session, CLAIM_LINE, claim=first.id, order=order.id, progress=30, cumulative=30, previous=0
    )
    second = _claim(session, order, 2, date(2026, 6, 1))
    values = {"claim": second.id, "order": order.id, "progress": 70, "cumulative": 70}
    with refused(session, "QU002"):
        sql(session, CLAIM_LINE, **values, previous=29)
    sql(session, CLAIM_LINE, **values, previous=30)


def test_claims_out_of_order(session: Session) -> None:
    order = make_order(session)
    first = _claim(session, order, 1, date(2026, 5, 1))
    with refused(session, "QU005"):
        _claim(session, order, 2, date(2026, 4, 30))
    _claim(session, order, 2, date(2026, 6, 1))
    with refused(session, "QU005"):
        sql(
            session,
            "UPDATE sales.progress_claim SET canceled_at = now(), canceled_by_id = NULL"
            " WHERE id = :id",
            id=first.id,
        )


def _claim(session: Session, order: SalesOrder, number: int, on: date) -> ProgressClaim:
    row = {"sales_order_id": order.id, "number": number, "claimed_on": on, "is_final": False}
    return make(session, ProgressClaim, row, {})
