"""Boards and tables sent by mail, thresholds watched, and what each user is told."""

from datetime import date, time
from decimal import Decimal

from sqlalchemy import CheckConstraint, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Payload, Public
from operational.core.ddl import code_check, paired, refers_to
from operational.mailing.types import AlertDirection, AlertMeasure

SCHEMA = "mailing"


class ReportSubscription(Public, Base):
    """A saved view (a board, a table, with its filters) that a user gets by mail on some days.

    `weekdays` lists them by ISO number, Monday first: `12345` is every working day.
    """

    __tablename__ = "report_subscription"
    __table_args__ = (
        UniqueConstraint("saved_view_id", "user_id"),
        CheckConstraint(
            "weekdays ~ '^1?2?3?4?5?6?7?$' AND weekdays <> ''", name="weekdays_listed"
        ),
        paired("paused_at", "pause_reason"),
        {"schema": SCHEMA},
    )

    saved_view_id: Mapped[int] = refers_to("identity.saved_view", index=False)
    user_id: Mapped[int] = refers_to("identity.app_user")
    weekdays: Mapped[str] = mapped_column(server_default="12345")
    send_at: Mapped[time] = mapped_column(server_default="07:00")
    attaches_xlsx: Mapped[bool] = mapped_column(server_default=text("false"))
    attaches_pdf: Mapped[bool] = mapped_column(server_default=text("false"))
    paused_at: Mapped[Instant | None]
    pause_reason: Mapped[str | None]


class ReportDelivery(Keyed, Base):
    """A subscription served for a day, once, with the figures as they were sent."""

    __tablename__ = "report_delivery"
    __table_args__ = (
        UniqueConstraint("report_subscription_id", "business_date"),
        {"schema": SCHEMA},
    )

    report_subscription_id: Mapped[int] = refers_to("mailing.report_subscription", index=False)
    business_date: Mapped[date]
    figures: Mapped[Payload]
    message_id: Mapped[int] = refers_to("mailing.message")


class AlertRule(Public, Base):
    """A threshold a user watches on an indicator, under the filters of a query."""

    __tablename__ = "alert_rule"
    __table_args__ = (
        code_check("measure", AlertMeasure),
        code_check("direction", AlertDirection),
        {"schema": SCHEMA},
    )

    user_id: Mapped[int] = refers_to("identity.app_user")
    label: Mapped[str]
    kpi_code: Mapped[str]
    query: Mapped[Payload] = mapped_column(server_default=text("'{}'"))
    measure: Mapped[str] = mapped_column(server_default="value")
    direction: Mapped[str]
    threshold: Mapped[Decimal] = mapped_column(Numeric(18, 4))
    by_mail: Mapped[bool] = mapped_column(server_default=text("true"))
    archived_at: Mapped[Instant | None]


class Alert(Keyed, Base):
    """A day on which an indicator was past a threshold, until somebody says what they make of it."""

    __tablename__ = "alert"
    __table_args__ = (
        UniqueConstraint("alert_rule_id", "business_date"),
        CheckConstraint(
            "num_nonnulls(acknowledged_at, acknowledged_by_id, note) IN (0, 3)",
            name="acknowledged_whole",
        ),
        {"schema": SCHEMA},
    )

    alert_rule_id: Mapped[int] = refers_to("mailing.alert_rule", index=False)
    business_date: Mapped[date]
    value: Mapped[Decimal] = mapped_column(Numeric(18, 4))
    threshold: Mapped[Decimal] = mapped_column(Numeric(18, 4))
    acknowledged_at: Mapped[Instant | None]
    acknowledged_by_id: Mapped[int | None] = refers_to("identity.app_user")
    note: Mapped[str | None]


class Notification(Keyed, Base):
    """Something a user is told inside the application, with where to look."""

    __tablename__ = "notification"
    __table_args__ = ({"schema": SCHEMA},)

    user_id: Mapped[int] = refers_to("identity.app_user")
    title: Mapped[str]
    body: Mapped[str | None]
    path: Mapped[str | None]
    alert_id: Mapped[int | None] = refers_to("mailing.alert")
    read_at: Mapped[Instant | None]
