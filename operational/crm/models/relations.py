"""What is said and agreed with a party: consents, follow-ups, interactions, scenarios, documents."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Public
from operational.core.ddl import code_check, paired, refers_to
from operational.crm.types import Channel, ConsentPurpose, FollowUpState

SCHEMA = "crm"


class Consent(Keyed, Base):
    """A yes or a no given by a person for a channel and a purpose; the newest row is in force."""

    __tablename__ = "consent"
    __table_args__ = (
        code_check("channel", Channel),
        code_check("purpose", ConsentPurpose),
        CheckConstraint("num_nonnulls(party_id, contact_id) = 1", name="one_owner"),
        {"schema": SCHEMA},
    )

    party_id: Mapped[int | None] = refers_to("crm.party")
    contact_id: Mapped[int | None] = refers_to("crm.contact")
    channel: Mapped[str]
    purpose: Mapped[str]
    granted: Mapped[bool]
    given_at: Mapped[Instant]
    source: Mapped[str]


class FollowUp(Public, Base):
    """Something to do about a customer by a date, by somebody."""

    __tablename__ = "follow_up"
    __table_args__ = (
        code_check("state", FollowUpState),
        code_check("channel", Channel),
        paired("done_at", "done_by_id"),
        CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name="done_dated"),
        {"schema": SCHEMA},
    )

    customer_id: Mapped[int] = refers_to("crm.customer")
    assigned_to_id: Mapped[int] = refers_to("crm.employee")
    subject: Mapped[str]
    channel: Mapped[str] = mapped_column(server_default="phone")
    due_on: Mapped[date] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(server_default="to_do")
    done_at: Mapped[Instant | None]
    done_by_id: Mapped[int | None] = refers_to("identity.app_user")
    outcome: Mapped[str | None]


class Interaction(Public, Base):
    """A call, a mail, a visit: one line of the history on the customer's page."""

    __tablename__ = "interaction"
    __table_args__ = (code_check("channel", [*Channel, "visit"]), {"schema": SCHEMA})

    party_id: Mapped[int] = refers_to("crm.party")
    contact_id: Mapped[int | None] = refers_to("crm.contact")
    channel: Mapped[str]
    happened_at: Mapped[Instant]
    subject: Mapped[str]
    body: Mapped[str | None]
    by_id: Mapped[int | None] = refers_to("identity.app_user")


class ContactQuestionAnswer(Keyed, Base):
    """The company's own questions on the contact file, answered for a party."""

    __tablename__ = "contact_question_answer"
    __table_args__ = (UniqueConstraint("party_id", "form_response_id"), {"schema": SCHEMA})

    party_id: Mapped[int] = refers_to("crm.party")
    form_response_id: Mapped[int] = refers_to("documents.form_response")


class Scenario(Keyed, Base):
    """A sequence of steps after an event (visit report, satisfaction survey…)."""

    __tablename__ = "scenario"
    __table_args__ = (UniqueConstraint("code"), {"schema": SCHEMA})

    code: Mapped[str]
    label: Mapped[str]
    trigger_event: Mapped[str]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))


class ScenarioStep(Keyed, Base):
    """One step of a scenario: what is sent or asked, how many days after the previous one."""

    __tablename__ = "scenario_step"
    __table_args__ = (
        UniqueConstraint("scenario_id", "position"),
        CheckConstraint("delay_days >= 0", name="delay_not_negative"),
        code_check("channel", Channel),
        {"schema": SCHEMA},
    )

    scenario_id: Mapped[int] = refers_to("crm.scenario")
    position: Mapped[int]
    delay_days: Mapped[int]
    channel: Mapped[str]
    form_version_id: Mapped[int | None] = refers_to("documents.form_version")
    template: Mapped[str | None]


class ScenarioRun(Keyed, Base):
    """A scenario under way for a customer, and where it stands."""

    __tablename__ = "scenario_run"
    __table_args__ = ({"schema": SCHEMA},)

    scenario_id: Mapped[int] = refers_to("crm.scenario")
    customer_id: Mapped[int] = refers_to("crm.customer")
    started_on: Mapped[date]
    next_step: Mapped[int] = mapped_column(server_default="1")
    next_on: Mapped[date | None]
    finished_at: Mapped[Instant | None]
    form_response_id: Mapped[int | None] = refers_to("documents.form_response")


class PartyDocument(Keyed, Base):
    """A document in a party's folder."""

    __tablename__ = "party_document"
    __table_args__ = (UniqueConstraint("party_id", "document_id"), {"schema": SCHEMA})

    party_id: Mapped[int] = refers_to("crm.party")
    document_id: Mapped[int] = refers_to("documents.document")
