"""Tables of the dunning."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Money, Public, Rate
from operational.core.ddl import code_check, not_negative, ordered, refers_to
from operational.sales.columns import SCHEMA
from operational.sales.dunning.types import DelayMode, NoticeState


class DunningPolicy(Keyed, Base):
    """A way of chasing, given to customers; one is the default."""

    __tablename__ = "dunning_policy"
    __table_args__ = (UniqueConstraint("code"), {"schema": SCHEMA})

    code: Mapped[str]
    label: Mapped[str]
    is_default: Mapped[bool] = mapped_column(server_default=text("false"))
    interest_rate: Mapped[Rate | None]


class DunningLevel(Keyed, Base):
    """Reminder 1, 2, 3 or formal notice (4) of a policy."""

    __tablename__ = "dunning_level"
    __table_args__ = (
        code_check("delay_mode", DelayMode),
        code_check("channel", ["email", "letter", "phone"]),
        CheckConstraint("level BETWEEN 1 AND 4", name="level_range"),
        CheckConstraint(
            "level > 1 OR delay_mode <> 'previous_reminder'", name="first_has_no_previous"
        ),
        *not_negative("delay_days", "threshold_gross"),
        UniqueConstraint("dunning_policy_id", "level"),
        {"schema": SCHEMA},
    )

    dunning_policy_id: Mapped[int] = refers_to("sales.dunning_policy", cascade=True)
    level: Mapped[int]
    delay_mode: Mapped[str]
    delay_days: Mapped[int]
    threshold_gross: Mapped[Money] = mapped_column(server_default="0")
    channel: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    asks_a_person: Mapped[bool] = mapped_column(server_default=text("false"))


class CustomerDunning(Keyed, Base):
    """The policy a customer is chased by, where it is not the default."""

    __tablename__ = "customer_dunning"
    __table_args__ = (UniqueConstraint("customer_id"), {"schema": SCHEMA})

    customer_id: Mapped[int] = refers_to("crm.customer", index=False)
    dunning_policy_id: Mapped[int] = refers_to("sales.dunning_policy")


class DunningPause(Keyed, Base):
    """No reminder for a customer between two dates, and why."""

    __tablename__ = "dunning_pause"
    __table_args__ = (
        ordered("starts_on", "ends_on"),
        ExcludeConstraint(
            ("customer_id", "="),
            (text("daterange(starts_on, ends_on, '[]')"), "&&"),
            name="ex_dunning_pause_overlap",
        ),
        {"schema": SCHEMA},
    )

    customer_id: Mapped[int] = refers_to("crm.customer")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    reason: Mapped[str]
    by_id: Mapped[int | None] = refers_to("identity.app_user")


class DunningNotice(Public, Base):
    """One letter to a customer for all that is late, at the highest level reached."""

    __tablename__ = "dunning_notice"
    __table_args__ = (
        code_check("state", NoticeState),
        code_check("channel", ["email", "letter", "phone"]),
        CheckConstraint("level BETWEEN 1 AND 4", name="level_range"),
        CheckConstraint("(state = 'sent') = (sent_on IS NOT NULL)", name="sent_dated"),
        *not_negative("amount_gross", "interest", "indemnity"),
        UniqueConstraint("company_id", "reference"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company")
    customer_id: Mapped[int] = refers_to("crm.customer")
    reference: Mapped[str]
    level: Mapped[int]
    channel: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="prepared")
    prepared_at: Mapped[Instant]
    sent_on: Mapped[date | None] = mapped_column(index=True)
    amount_gross: Mapped[Money]
    interest: Mapped[Money] = mapped_column(server_default="0")
    indemnity: Mapped[Money] = mapped_column(server_default="0")
    document_id: Mapped[int | None] = refers_to("documents.document")


class DunningNoticeLine(Keyed, Base):
    """An instalment in a notice: what was due, how late, what it costs."""

    __tablename__ = "dunning_notice_line"
    __table_args__ = (
        CheckConstraint("amount_gross > 0", name="amount_positive"),
        CheckConstraint("days_late > 0", name="late"),
        CheckConstraint("indemnity IN (0, 40)", name="indemnity_of_decree"),
        *not_negative("interest"),
        UniqueConstraint("dunning_notice_id", "instalment_id"),
        {"schema": SCHEMA},
    )

    dunning_notice_id: Mapped[int] = refers_to("sales.dunning_notice", cascade=True)
    instalment_id: Mapped[int] = refers_to("sales.instalment")
    level: Mapped[int]
    amount_gross: Mapped[Money]
    days_late: Mapped[int]
    interest: Mapped[Money] = mapped_column(server_default="0")
    indemnity: Mapped[Money] = mapped_column(server_default="0")
