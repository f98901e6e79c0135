"""Interventions: a technician at a site for a ticket or a contract's visit."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Public
from operational.core.ddl import code_check, ordered, refers_to
from operational.service.types import InterventionState, NotDoneReason

SCHEMA = "service"


class Intervention(Public, Base):
    """One coming of a technician, for a ticket, for a visit due by contract, or for both."""

    __tablename__ = "intervention"
    __table_args__ = (
        UniqueConstraint("company_id", "reference"),
        UniqueConstraint("appointment_id"),
        code_check("state", InterventionState),
        code_check("not_done_reason", NotDoneReason),
        CheckConstraint(
            "num_nonnulls(service_ticket_id, contract_visit_id) > 0", name="for_something"
        ),
        CheckConstraint(
            "(state IN ('done', 'not_done')) = (finished_at IS NOT NULL)", name="finished_dated"
        ),
        CheckConstraint("state <> 'done' OR started_at IS NOT NULL", name="done_was_started"),
        CheckConstraint(
            "(state = 'not_done') = (not_done_reason IS NOT NULL)", name="not_done_explained"
        ),
        ordered("started_at", "finished_at"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company", index=False)
    agency_id: Mapped[int] = refers_to("core.agency")
    reference: Mapped[str]
    service_ticket_id: Mapped[int | None] = refers_to("service.service_ticket")
    contract_visit_id: Mapped[int | None] = refers_to("contracts.contract_visit")
    customer_id: Mapped[int] = refers_to("crm.customer")
    site_id: Mapped[int | None] = refers_to("crm.site")
    technician_id: Mapped[int] = refers_to("crm.employee")
    appointment_id: Mapped[int | None] = refers_to("planning.appointment", index=False)
    state: Mapped[str] = mapped_column(server_default="planned")
    planned_on: Mapped[date] = mapped_column(index=True)
    instructions: Mapped[str | None]
    is_billable: Mapped[bool] = mapped_column(server_default=text("true"))
    started_at: Mapped[Instant | None]
    finished_at: Mapped[Instant | None]
    not_done_reason: Mapped[str | None]
    not_done_note: Mapped[str | None]


class InterventionTransition(Keyed, Base):
    """A step of an intervention from one state to the next: when, by whom, why."""

    __tablename__ = "intervention_transition"
    __table_args__ = (
        code_check("from_state", InterventionState),
        code_check("to_state", InterventionState),
        {"schema": SCHEMA},
    )

    intervention_id: Mapped[int] = refers_to("service.intervention")
    from_state: Mapped[str]
    to_state: Mapped[str]
    at: Mapped[Instant]
    by_id: Mapped[int | None] = refers_to("identity.app_user")
    reason: Mapped[str | None]
