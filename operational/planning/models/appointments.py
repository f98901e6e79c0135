"""Appointments, who goes, what to take, and what the customer answered."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Hours, Instant, Keyed, Kilometers, Public
from operational.core.ddl import code_check, not_negative, paired, refers_to, sha256_check
from operational.planning.types import (
    AppointmentKind,
    AppointmentState,
    ConfirmationAnswer,
    ConfirmationChannel,
)

SCHEMA = "planning"


class Appointment(Public, Base):
    """A time set with or about somebody; `planned_hours` is what it takes of each resource.

    A locked one is moved by nobody, neither by hand nor by the optimizer.
    """

    __tablename__ = "appointment"
    __table_args__ = (
        code_check("kind", AppointmentKind),
        code_check("state", AppointmentState),
        CheckConstraint("ends_at > starts_at", name="ends_later"),
        CheckConstraint("kind = 'internal' OR customer_id IS NOT NULL", name="customer_given"),
        *not_negative("planned_hours", "revision"),
        paired("customer_told_at", "customer_told_by_id"),
        paired("locked_at", "locked_by_id"),
        paired("canceled_at", "cancel_reason"),
        CheckConstraint("(state = 'canceled') = (canceled_at IS NOT NULL)", name="canceled_dated"),
        Index(None, "starts_at", "state"),
        {"schema": SCHEMA},
    )

    agency_id: Mapped[int] = refers_to("core.agency")
    kind: Mapped[str]
    task_type_id: Mapped[int | None] = refers_to("planning.task_type")
    title: Mapped[str]
    customer_id: Mapped[int | None] = refers_to("crm.customer")
    site_id: Mapped[int | None] = refers_to("crm.site")
    contact_id: Mapped[int | None] = refers_to("crm.contact")
    project_id: Mapped[int | None] = refers_to("projects.project")
    task_id: Mapped[int | None] = refers_to("planning.task")
    state: Mapped[str] = mapped_column(server_default="tentative")
    starts_at: Mapped[Instant]
    ends_at: Mapped[Instant]
    planned_hours: Mapped[Hours]
    notes: Mapped[str | None]
    revision: Mapped[int] = mapped_column(server_default="0")
    customer_told_at: Mapped[Instant | None]
    customer_told_by_id: Mapped[int | None] = refers_to("identity.app_user")
    locked_at: Mapped[Instant | None]
    locked_by_id: Mapped[int | None] = refers_to("identity.app_user")
    canceled_at: Mapped[Instant | None]
    cancel_reason: Mapped[str | None]
    by_id: Mapped[int | None] = refers_to("identity.app_user")


class AppointmentResource(Keyed, Base):
    """A resource booked for an appointment, with its place and travel in the day's round.

    Times and `is_exclusive` (firm, of a non-overlapping resource) are copied by triggers, so that
    a constraint can refuse an overlap; deferring it lets two appointments swap.
    """

    __tablename__ = "appointment_resource"
    __table_args__ = (
        UniqueConstraint("appointment_id", "resource_id"),
        *not_negative("travel_kilometers", "travel_minutes"),
        ExcludeConstraint(
            ("resource_id", "="),
            (text("tstzrange(starts_at, ends_at)"), "&&"),
            where=text("is_exclusive"),
            deferrable=True,
            name="ex_appointment_resource_overlap",
        ),
        Index(None, "resource_id", "starts_at"),
        {"schema": SCHEMA},
    )

    appointment_id: Mapped[int] = refers_to("planning.appointment", cascade=True, index=False)
    resource_id: Mapped[int] = refers_to("planning.resource", index=False)
    starts_at: Mapped[Instant]
    ends_at: Mapped[Instant]
    is_exclusive: Mapped[bool]
    round_position: Mapped[int | None]
    travel_kilometers: Mapped[Kilometers | None]
    travel_minutes: Mapped[int | None]


class Pictogram(Keyed, Base):
    """A sign put on appointments: customer told, take the keys, bring products…"""

    __tablename__ = "pictogram"
    __table_args__ = (UniqueConstraint("code"), {"schema": SCHEMA})

    code: Mapped[str]
    label: Mapped[str]
    icon: Mapped[str]
    position: Mapped[int] = mapped_column(server_default="0")
    archived_at: Mapped[Instant | None]


class AppointmentPictogram(Keyed, Base):
    """A sign on an appointment, and whether what it asks was done."""

    __tablename__ = "appointment_pictogram"
    __table_args__ = (
        UniqueConstraint("appointment_id", "pictogram_id"),
        paired("done_at", "done_by_id"),
        {"schema": SCHEMA},
    )

    appointment_id: Mapped[int] = refers_to("planning.appointment", cascade=True, index=False)
    pictogram_id: Mapped[int] = refers_to("planning.pictogram")
    done_at: Mapped[Instant | None]
    done_by_id: Mapped[int | None] = refers_to("identity.app_user")


class AppointmentConfirmation(Keyed, Base):
    """A message asking to confirm an appointment, or a call made for it, and the answer."""

    __tablename__ = "appointment_confirmation"
    __table_args__ = (
        code_check("channel", ConfirmationChannel),
        code_check("answer", ConfirmationAnswer),
        paired("answered_at", "answer"),
        sha256_check("token_sha256"),
        {"schema": SCHEMA},
    )

    appointment_id: Mapped[int] = refers_to("planning.appointment", cascade=True)
    channel: Mapped[str]
    recipient: Mapped[str]
    token_sha256: Mapped[str | None] = mapped_column(unique=True)
    sent_at: Mapped[Instant | None]
    answered_at: Mapped[Instant | None]
    answer: Mapped[str | None]
    by_id: Mapped[int | None] = refers_to("identity.app_user")
