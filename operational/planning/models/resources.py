"""Who and what is planned, when they are there, and how many hours that makes."""

from datetime import date, time

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Hours, Instant, Keyed, Public
from operational.core.ddl import code_check, not_negative, ordered, paired, refers_to
from operational.planning.types import AvailabilityKind, ResourceKind

SCHEMA = "planning"


class ResourceGroup(Keyed, Base):
    """Resources planned together (the installers of an agency); some count in the workload."""

    __tablename__ = "resource_group"
    __table_args__ = (UniqueConstraint("agency_id", "name"), {"schema": SCHEMA})

    agency_id: Mapped[int] = refers_to("core.agency", index=False)
    name: Mapped[str]
    counts_in_workload: Mapped[bool] = mapped_column(server_default=text("true"))


class Resource(Public, Base):
    """Somebody or something that can be booked.

    Two firm appointments of a `non_overlapping` resource never overlap: the company decides.
    """

    __tablename__ = "resource"
    __table_args__ = (
        code_check("kind", ResourceKind),
        CheckConstraint("(kind = 'employee') = (employee_id IS NOT NULL)", name="employee_given"),
        CheckConstraint("(kind = 'vehicle') = (vehicle_id IS NOT NULL)", name="vehicle_given"),
        UniqueConstraint("employee_id"),
        UniqueConstraint("vehicle_id"),
        UniqueConstraint("agency_id", "kind", "name"),
        {"schema": SCHEMA},
    )

    agency_id: Mapped[int] = refers_to("core.agency", index=False)
    kind: Mapped[str]
    name: Mapped[str]
    employee_id: Mapped[int | None] = refers_to("crm.employee", index=False)
    vehicle_id: Mapped[int | None] = refers_to("planning.vehicle", index=False)
    resource_group_id: Mapped[int | None] = refers_to("planning.resource_group")
    non_overlapping: Mapped[bool] = mapped_column(server_default=text("true"))
    color: Mapped[str | None]
    archived_at: Mapped[Instant | None]


class ResourceMembership(Keyed, Base):
    """A resource in a team over a range of dates."""

    __tablename__ = "resource_membership"
    __table_args__ = (
        CheckConstraint("team_id <> member_id", name="member_other"),
        ordered("valid_from", "valid_to"),
        ExcludeConstraint(
            ("team_id", "="),
            ("member_id", "="),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="ex_resource_membership_overlap",
        ),
        {"schema": SCHEMA},
    )

    team_id: Mapped[int] = refers_to("planning.resource")
    member_id: Mapped[int] = refers_to("planning.resource")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class WorkingTime(Keyed, Base):
    """A stretch of a week day (1 is Monday) when a resource works, over a range of dates."""

    __tablename__ = "working_time"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 1 AND 7", name="weekday_known"),
        CheckConstraint("ends_at > starts_at", name="ends_later"),
        ordered("valid_from", "valid_to"),
        ExcludeConstraint(
            ("resource_id", "="),
            ("weekday", "="),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            (text("tsrange(date '2000-01-03' + starts_at, date '2000-01-03' + ends_at)"), "&&"),
            name="ex_working_time_overlap",
        ),
        {"schema": SCHEMA},
    )

    resource_id: Mapped[int] = refers_to("planning.resource", cascade=True)
    weekday: Mapped[int]
    starts_at: Mapped[time]
    ends_at: Mapped[time]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Availability(Keyed, Base):
    """An exception to a resource's weekly pattern: away, or there when it usually is not."""

    __tablename__ = "availability"
    __table_args__ = (
        code_check("kind", AvailabilityKind),
        CheckConstraint("ends_at > starts_at", name="ends_later"),
        paired("approved_at", "approved_by_id"),
        ExcludeConstraint(
            ("resource_id", "="),
            (text("tstzrange(starts_at, ends_at)"), "&&"),
            name="ex_availability_overlap",
        ),
        {"schema": SCHEMA},
    )

    resource_id: Mapped[int] = refers_to("planning.resource", cascade=True)
    kind: Mapped[str]
    starts_at: Mapped[Instant]
    ends_at: Mapped[Instant]
    reason: Mapped[str | None]
    approved_at: Mapped[Instant | None]
    approved_by_id: Mapped[int | None] = refers_to("identity.app_user")


class HoursPool(Keyed, Base):
    """The hours of a resource group in a week: what is there, and what is expected to be needed.

    Forecast hours are those of work not planned yet (quotes likely to be signed, contract visits).
    """

    __tablename__ = "hours_pool"
    __table_args__ = (
        UniqueConstraint("resource_group_id", "week_starts_on"),
        CheckConstraint("extract(isodow FROM week_starts_on) = 1", name="week_from_monday"),
        *not_negative("available_hours", "forecast_hours"),
        {"schema": SCHEMA},
    )

    resource_group_id: Mapped[int] = refers_to("planning.resource_group", index=False)
    week_starts_on: Mapped[date]
    available_hours: Mapped[Hours]
    forecast_hours: Mapped[Hours] = mapped_column(server_default="0")
    note: Mapped[str | None]
