"""The only place that reads the clock. Edges call it and pass the instant, or the date, down."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def today(time_zone: str) -> date:
    """The present date of business in a time zone, such as a company's `Europe/Paris`."""
    return now().astimezone(ZoneInfo(time_zone)).date()
