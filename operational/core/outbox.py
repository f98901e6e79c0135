"""Messages to the slow world (PDF, mail, SMS): at least once, with back-off and a dead-letter list."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from operational.core.models import OutboxMessage
from operational.core.types import OutboxStatus

CLAIM_LASTS = timedelta(minutes=5)
FIRST_RETRY = timedelta(seconds=30)
MOST_ATTEMPTS = 8


def send(
    session: Session, *, topic: str, payload: dict[str, Any], deduplication_key: str | None = None
) -> None:
    """Writes a message in the transaction of the fact that causes it.

    A second message with the same deduplication key is the same message: nothing is written.
    """
    session.execute(
        insert(OutboxMessage)
        .values(topic=topic, payload=payload, deduplication_key=deduplication_key)
        .on_conflict_do_nothing(index_elements=["deduplication_key"])
    )


def claim(
    session: Session, *, worker: str, at: datetime, most: int = 20
) -> Sequence[OutboxMessage]:
    """Takes messages that are due, for one worker; a claim older than five minutes may be retaken."""
    messages = session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.status == OutboxStatus.PENDING,
            OutboxMessage.next_attempt_at <= at,
            or_(OutboxMessage.claimed_at.is_(None), OutboxMessage.claimed_at < at - CLAIM_LASTS),
        )
        .order_by(OutboxMessage.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    for message in messages:
        message.claimed_at, message.claimed_by = at, worker
        message.attempts += 1
    session.flush()
    return messages


def succeed(session: Session, *, message: OutboxMessage, at: datetime) -> None:
    """Marks a claimed message as delivered."""
    message.status, message.done_at = OutboxStatus.DONE, at
    message.claimed_at = message.claimed_by = None
    session.flush()


def fail(session: Session, *, message: OutboxMessage, error: str, at: datetime) -> None:
    """Plans the next attempt, twice as late each time; after eight the message is dead."""
    message.last_error = error
    message.claimed_at = message.claimed_by = None
    message.next_attempt_at = at + FIRST_RETRY * 2 ** (message.attempts - 1)
    if message.attempts >= MOST_ATTEMPTS:
        message.status = OutboxStatus.DEAD
    session.flush()


def replay(session: Session, *, message: OutboxMessage, at: datetime) -> None:
    """Gives a dead message a new life, at a person's request."""
    message.status, message.attempts, message.next_attempt_at = OutboxStatus.PENDING, 0, at
    session.flush()
