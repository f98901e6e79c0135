"""Intervention reports, and what customers thought of the work."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Public
from operational.core.ddl import not_negative, ordered, paired, refers_to

SCHEMA = "service"


class InterventionReport(Public, Base):
    """What a technician did, in words and answers; frozen with its parts once signed.

    Without anybody to sign, the technician closes it and says why (`unsigned_reason`).
    `document_id` is the PDF made of it afterwards.
    """

    __tablename__ = "intervention_report"
    __table_args__ = (
        UniqueConstraint("intervention_id"),
        UniqueConstraint("signature_id"),
        UniqueConstraint("form_response_id"),
        CheckConstraint(
            "num_nonnulls(signature_id, unsigned_reason)"
            " = CASE WHEN frozen_at IS NULL THEN 0 ELSE 1 END",
            name="frozen_signed_or_why",
        ),
        paired("frozen_at", "frozen_by_id"),
        {"schema": SCHEMA},
    )

    intervention_id: Mapped[int] = refers_to("service.intervention", index=False)
    form_response_id: Mapped[int | None] = refers_to("documents.form_response", index=False)
    work_done: Mapped[str]
    work_left: Mapped[str | None]
    frozen_at: Mapped[Instant | None]
    frozen_by_id: Mapped[int | None] = refers_to("identity.app_user")
    signature_id: Mapped[int | None] = refers_to("documents.signature", index=False)
    unsigned_reason: Mapped[str | None]
    document_id: Mapped[int | None] = refers_to("documents.document")


class ReportPhoto(Keyed, Base):
    """A photo of a report, in order."""

    __tablename__ = "report_photo"
    __table_args__ = (
        UniqueConstraint("intervention_report_id", "position"),
        *not_negative("position"),
        {"schema": SCHEMA},
    )

    intervention_report_id: Mapped[int] = refers_to("service.intervention_report", index=False)
    position: Mapped[int]
    file_id: Mapped[int] = refers_to("documents.file")
    caption: Mapped[str | None]
    taken_at: Mapped[Instant | None]


class SatisfactionSurvey(Public, Base):
    """A customer asked what they think of an intervention, a ticket or a project; score 0 to 10."""

    __tablename__ = "satisfaction_survey"
    __table_args__ = (
        CheckConstraint(
            "num_nonnulls(intervention_id, service_ticket_id, project_id) = 1", name="one_subject"
        ),
        CheckConstraint("score BETWEEN 0 AND 10", name="score_from_0_to_10"),
        paired("answered_on", "score"),
        ordered("sent_on", "answered_on"),
        UniqueConstraint("form_response_id"),
        {"schema": SCHEMA},
    )

    customer_id: Mapped[int] = refers_to("crm.customer")
    intervention_id: Mapped[int | None] = refers_to("service.intervention")
    service_ticket_id: Mapped[int | None] = refers_to("service.service_ticket")
    project_id: Mapped[int | None] = refers_to("projects.project")
    form_response_id: Mapped[int | None] = refers_to("documents.form_response", index=False)
    sent_on: Mapped[date] = mapped_column(index=True)
    answered_on: Mapped[date | None] = mapped_column(index=True)
    score: Mapped[int | None]
    comment: Mapped[str | None]
