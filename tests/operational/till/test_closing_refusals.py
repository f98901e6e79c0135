"""What the database refuses about events, closings and archives."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from operational.till.models import (
    TillArchive,
    TillClosingPayment,
)
from tests.factories.base import make
from tests.factories.documents import make_file
from tests.factories.payments import the_method
from tests.factories.till import (
    make_closing,
    make_event,
    make_receipt,
)
from tests.refusals import check_now, insert_like, refused


@pytest.mark.parametrize(
    "changes",
    [
        {"gross": Decimal(13), "net": Decimal(11), "absolute": Decimal(13)},
        {"receipt_count": 2},
        {"absolute": Decimal(14)},
        {"perpetual_gross": Decimal(10)},
        {"perpetual_absolute": Decimal(10)},
    ],
)
def test_closing_whose_totals_are_not_those_of_its_receipts(
    session: Session, changes: dict[str, object]
) -> None:
    receipt = make_receipt(session)
    with refused(session, "QU002"):
        make_closing(session, receipt, **changes)


def test_closing_whose_perpetual_total_starts_again(session: Session) -> None:
    receipt = make_receipt(session)
    make_closing(session, receipt)
    later = make_receipt(
        session,
        till_id=receipt.till_id,
        business_date=date(2026, 6, 2),
        at=datetime(2026, 6, 2, 9, tzinfo=UTC),
    )
    period = {"period_start": date(2026, 6, 2), "period_end": date(2026, 6, 2)}
    with refused(session, "QU002"):
        make_closing(session, later, **period)


def test_closing_that_leaves_a_receipt_of_its_day_out(session: Session) -> None:
    receipt = make_receipt(session)
    make_receipt(session, till_id=receipt.till_id)
    with refused(session, "QU005"):
        make_closing(session, receipt)


def test_closing_that_takes_a_receipt_of_another_day(session: Session) -> None:
    receipt = make_receipt(session)
    day = {"period_start": date(2026, 6, 2), "period_end": date(2026, 6, 2)}
    with refused(session, "QU005"):
        make_closing(session, receipt, **day)


def test_day_closed_twice(session: Session) -> None:
    receipt = make_receipt(session)
    closing = make_closing(session, receipt)
    with refused(session, "ex_till_closing_overlap"):
        insert_like(session, closing, number=2, previous_hash=closing.hash, hash="ab" * 32)


def test_closing_without_its_totals_by_rate(session: Session) -> None:
    closing = make_closing(session, make_receipt(session))
    check_now(session)
    with refused(session, "QU002"):
        insert_like(session, closing, kind="monthly")


def test_copy_of_a_receipt_numbered_twice(session: Session) -> None:
    receipt = make_receipt(session)
    printed = {"till_id": receipt.till_id, "kind": "receipt_printed", "copy_number": 1}
    make_event(session, till_receipt_id=receipt.id, **printed)
    with refused(session, "uq_till_event_till_receipt_id_copy_number"):
        make_event(session, till_receipt_id=receipt.id, **printed)


@pytest.mark.parametrize("days", [1, -1])
def test_day_that_is_not_one(session: Session, days: int) -> None:
    receipt = make_receipt(session)
    end = date(2026, 6, 1) + timedelta(days=days)
    with refused(session, "ck_till_closing_daily_is_a_day"):
        make_closing(session, receipt, period_end=end)


def test_print_of_no_receipt(session: Session) -> None:
    with refused(session, "ck_till_event_receipt_named"):
        make_event(session, kind="receipt_printed", copy_number=1)


def test_print_without_its_copy_number(session: Session) -> None:
    receipt = make_receipt(session)
    with refused(session, "ck_till_event_copy_numbered"):
        make_event(
            session, till_id=receipt.till_id, kind="receipt_printed", till_receipt_id=receipt.id
        )


def test_clock_set_back_between_events(session: Session) -> None:
    event = make_event(session)
    with refused(session, "QU005"):
        make_event(session, till_id=event.till_id, at=event.at - timedelta(seconds=1))


def test_clock_set_back_between_closings(session: Session) -> None:
    receipt = make_receipt(session)
    closing = make_closing(session, receipt)
    later = make_receipt(
        session,
        till_id=receipt.till_id,
        business_date=date(2026, 6, 2),
        at=datetime(2026, 6, 2, 9, tzinfo=UTC),
    )
    totals = {"perpetual_gross": Decimal(24), "perpetual_absolute": Decimal(24)}
    period = {"period_start": date(2026, 6, 2), "period_end": date(2026, 6, 2)}
    with refused(session, "QU005"):
        make_closing(session, later, **totals, **period, at=closing.at - timedelta(seconds=1))


def test_total_by_means_added_to_a_closing(session: Session) -> None:
    closing = make_closing(session, make_receipt(session))
    check_now(session)
    by_card = {"payment_method_id": the_method(session, "card").id, "amount": Decimal(1)}
    with refused(session, "QU002"):
        make(session, TillClosingPayment, {"till_closing_id": closing.id} | by_card, {})


def test_archive_out_of_the_chain(session: Session) -> None:
    closing = make_closing(session, make_receipt(session))
    row = {
        "till_id": closing.till_id,
        "number": 1,
        "at": closing.at,
        "hash": "ab" * 32,
        "signature": "ab" * 32,
        "signing_key": "tests",
        "period_start": closing.period_start,
        "period_end": closing.period_end,
        "till_closing_id": closing.id,
        "file_id": make_file(session).id,
        "by_id": closing.by_id,
    }
    archive = make(session, TillArchive, row, {})
    with refused(session, "fk_till_archive_previous"):
        insert_like(session, archive, number=2, previous_hash="cd" * 32, hash="cd" * 32)
    back = {"at": archive.at - timedelta(seconds=1), "previous_hash": archive.hash}
    with refused(session, "QU005"):
        insert_like(session, archive, number=2, hash="cd" * 32, **back)


def test_event_out_of_the_chain(session: Session) -> None:
    event = make_event(session)
    with refused(session, "fk_till_event_previous"):
        insert_like(session, event, number=2, previous_hash="cd" * 32, hash="ab" * 32)
