"""Calendars shared with phones, and people's own calendars read back."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Public
from operational.core.ddl import code_check, refers_to, sha256_check
from operational.planning.types import CalendarProvider

SCHEMA = "planning"


class CalendarFeed(Public, Base):
    """A secret address where a phone reads (or CalDAV writes) a resource's calendar. Technical."""

    __tablename__ = "calendar_feed"
    __table_args__ = (sha256_check("token_sha256"), {"schema": SCHEMA})

    user_id: Mapped[int] = refers_to("identity.app_user", cascade=True)
    resource_id: Mapped[int] = refers_to("planning.resource", cascade=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    last_fetched_at: Mapped[Instant | None]
    revoked_at: Mapped[Instant | None]


class ExternalCalendar(Public, Base):
    """A calendar kept elsewhere by the person behind a resource, read to know when they are busy.

    `secret` is sealed by the application's key.
    """

    __tablename__ = "external_calendar"
    __table_args__ = (
        UniqueConstraint("resource_id", "url"),
        code_check("provider", CalendarProvider),
        {"schema": SCHEMA},
    )

    resource_id: Mapped[int] = refers_to("planning.resource", cascade=True, index=False)
    provider: Mapped[str]
    url: Mapped[str]
    login: Mapped[str | None]
    secret: Mapped[str | None]
    sync_token: Mapped[str | None]
    synced_at: Mapped[Instant | None]
    last_error: Mapped[str | None]
    archived_at: Mapped[Instant | None]


class ExternalEvent(Keyed, Base):
    """An event of an external calendar: private time, or the copy of one of our appointments."""

    __tablename__ = "external_event"
    __table_args__ = (
        UniqueConstraint(
            "external_calendar_id", "uid", "recurrence_id", postgresql_nulls_not_distinct=True
        ),
        CheckConstraint("ends_at >= starts_at", name="ends_later"),
        {"schema": SCHEMA},
    )

    external_calendar_id: Mapped[int] = refers_to(
        "planning.external_calendar", cascade=True, index=False
    )
    uid: Mapped[str]
    recurrence_id: Mapped[str | None]
    etag: Mapped[str | None]
    starts_at: Mapped[Instant]
    ends_at: Mapped[Instant]
    summary: Mapped[str | None]
    appointment_id: Mapped[int | None] = refers_to("planning.appointment", cascade=True)
