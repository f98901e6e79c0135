"""How often a password may be tried, how long a session lasts, and what a password must be."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

FAILURES_COUNT_FOR = timedelta(minutes=15)
MOST_FAILURES_PER_EMAIL = 5
MOST_FAILURES_PER_IP = 50

SESSION_RESTS = timedelta(hours=12)
SESSION_LASTS = timedelta(days=30)
SESSION_SEEN_EVERY = timedelta(minutes=1)

PASSWORD_LENGTHS = range(12, 201)

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def is_email(text: str) -> bool:
    """Whether a text has the shape of an e-mail address; only a mail sent there would prove it."""
    return EMAIL.fullmatch(text) is not None


def locked_until(failures: Sequence[datetime], *, most: int, at: datetime) -> datetime | None:
    """When the next try will be heard, or None if it is now.

    `failures` are the instants of the failed tries, latest first; no more than `most` of them may
    fall within `FAILURES_COUNT_FOR`.
    """
    if len(failures) < most:
        return None
    until = failures[most - 1] + FAILURES_COUNT_FOR
    return until if until > at else None


def session_end(started_at: datetime, *, seen_at: datetime) -> datetime:
    """When a session ends by itself: after a rest without use, and after its longest life."""
    return min(seen_at + SESSION_RESTS, started_at + SESSION_LASTS)


def is_worth_noting(last_seen_at: datetime, *, at: datetime) -> bool:
    """Whether a session was last seen long enough ago to be worth a write."""
    return at - last_seen_at >= SESSION_SEEN_EVERY
