"""The outbox: written with its fact, delivered at least once, retried later and later, never lost."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from operational.core import outbox
from operational.core.models import OutboxMessage

NOW = datetime(2100, 1, 1, 12, tzinfo=UTC)


def send_one(session: Session, **over: str) -> None:
    outbox.send(session, topic="mail", payload={"to": "a@example.com"}, **over)


def test_same_deduplication_key_is_the_same_message(session: Session) -> None:
    send_one(session, deduplication_key="board/2026-11-24/1")
    send_one(session, deduplication_key="board/2026-11-24/1")
    assert len(session.scalars(select(OutboxMessage)).all()) == 1


def test_claimed_message_is_not_given_twice_until_its_claim_is_old(session: Session) -> None:
    send_one(session)
    [message] = outbox.claim(session, worker="a", at=NOW)
    assert (message.attempts, message.claimed_by) == (1, "a")
    assert outbox.claim(session, worker="b", at=NOW + timedelta(minutes=4)) == []
    assert outbox.claim(session, worker="b", at=NOW + timedelta(minutes=6)) == [message]


def test_delivered_message_is_done(session: Session) -> None:
    send_one(session)
    [message] = outbox.claim(session, worker="a", at=NOW)
    outbox.succeed(session, message=message, at=NOW)
    assert outbox.claim(session, worker="a", at=NOW + timedelta(days=1)) == []


def test_failing_message_waits_twice_as_long_each_time_then_dies_and_can_be_replayed(
    session: Session,
) -> None:
    send_one(session)
    at, delays = NOW, []
    while messages := outbox.claim(session, worker="a", at=at):
        outbox.fail(session, message=messages[0], error="serveur injoignable", at=at)
        delays.append(messages[0].next_attempt_at - at)
        at = messages[0].next_attempt_at
    [message] = session.scalars(select(OutboxMessage))
    assert delays == [timedelta(seconds=30 * 2**i) for i in range(outbox.MOST_ATTEMPTS)]
    assert (message.status, message.last_error) == ("dead", "serveur injoignable")
    outbox.replay(session, message=message, at=at)
    assert outbox.claim(session, worker="a", at=at) == [message]
