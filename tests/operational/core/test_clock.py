"""The clock: instants in UTC, dates in the company's time zone."""

from datetime import UTC, datetime, timedelta

import pytest

from operational.core import clock


def test_now_is_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("time_zone", "expected"), [("Europe/Paris", 2), ("Europe/London", 1), ("UTC", 1)]
)
def test_today_is_the_date_of_the_time_zone(
    monkeypatch: pytest.MonkeyPatch, time_zone: str, expected: int
) -> None:
    half_past_eleven_in_winter = datetime(2026, 1, 1, 23, 30, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: half_past_eleven_in_winter)

    assert clock.today(time_zone).day == expected
