"""How often a password may be tried, and how long a session lasts."""

from datetime import UTC, datetime, timedelta

from operational.identity.rules import (
    FAILURES_COUNT_FOR,
    SESSION_LASTS,
    SESSION_RESTS,
    is_worth_noting,
    locked_until,
    session_end,
)

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def minutes_ago(*minutes: int) -> list[datetime]:
    return [NOW - timedelta(minutes=ago) for ago in minutes]


def test_fewer_failures_than_allowed_do_not_lock() -> None:
    assert locked_until(minutes_ago(1, 2, 3, 4), most=5, at=NOW) is None


def test_lock_lasts_until_the_oldest_of_the_failures_that_made_it_no_longer_counts() -> None:
    failures = minutes_ago(1, 2, 3, 4, 9, 14)
    assert (
        locked_until(failures, most=5, at=NOW) == NOW - timedelta(minutes=9) + FAILURES_COUNT_FOR
    )


def test_failures_that_no_longer_count_do_not_lock() -> None:
    assert locked_until(minutes_ago(15, 15, 15, 15, 15), most=5, at=NOW) is None


def test_session_in_use_goes_on() -> None:
    assert session_end(NOW - timedelta(hours=9), seen_at=NOW) == NOW + SESSION_RESTS


def test_session_has_a_longest_life_even_in_use() -> None:
    started = NOW - SESSION_LASTS + timedelta(hours=1)
    assert session_end(started, seen_at=NOW) == NOW + timedelta(hours=1)


def test_session_is_not_written_at_every_click() -> None:
    assert not is_worth_noting(NOW - timedelta(seconds=59), at=NOW)
    assert is_worth_noting(NOW - timedelta(seconds=60), at=NOW)
