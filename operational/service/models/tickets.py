"""Service tickets, their types and their history."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Public
from operational.core.ddl import code_check, ordered, paired, refers_to
from operational.service.types import (
    Channel,
    Priority,
    TicketEventKind,
    TicketState,
    WarrantyBasis,
)

SCHEMA = "service"


class ServiceType(Keyed, Base):
    """A kind of service the company tells apart, with the questionnaires that go with it."""

    __tablename__ = "service_type"
    __table_args__ = (
        UniqueConstraint("code"),
        CheckConstraint("usual_minutes > 0", name="usual_minutes_positive"),
        CheckConstraint("color ~ '^#[0-9a-f]{6}$'", name="color_hexadecimal"),
        {"schema": SCHEMA},
    )

    code: Mapped[str]
    label: Mapped[str]
    color: Mapped[str] = mapped_column(server_default="#4c78a8")
    usual_minutes: Mapped[int] = mapped_column(server_default="60")
    diagnostic_form_id: Mapped[int | None] = refers_to("documents.form")
    report_form_id: Mapped[int | None] = refers_to("documents.form")
    is_billable: Mapped[bool] = mapped_column(server_default=text("true"))
    archived_at: Mapped[Instant | None]


class ServiceTicket(Public, Base):
    """A request for service, from its opening to its resolution.

    `under_warranty` is decided when it is opened (`warranty_basis` says from what) and frozen
    once the ticket is resolved; the figures of the cost under warranty rest on it. Without known
    equipment, the line that sold the item is named instead.
    """

    __tablename__ = "service_ticket"
    __table_args__ = (
        UniqueConstraint("company_id", "reference"),
        code_check("channel", Channel),
        code_check("priority", Priority),
        code_check("state", TicketState),
        code_check("warranty_basis", WarrantyBasis),
        CheckConstraint(
            "NOT under_warranty OR warranty_basis IS NOT NULL", name="warranty_explained"
        ),
        CheckConstraint(
            "num_nonnulls(resolved_on, resolved_by_id)"
            " = CASE state WHEN 'resolved' THEN 2 ELSE 0 END",
            name="resolved_whole",
        ),
        CheckConstraint("(state = 'canceled') = (canceled_at IS NOT NULL)", name="canceled_dated"),
        CheckConstraint(
            "num_nonnulls(canceled_at, canceled_by_id, cancel_reason) IN (0, 3)",
            name="canceled_whole",
        ),
        CheckConstraint(
            "num_nonnulls(invoice_line_id, till_receipt_line_id) <= 1", name="one_sale_line"
        ),
        ordered("opened_on", "resolved_on"),
        {"schema": SCHEMA},
    )

    company_id: Mapped[int] = refers_to("core.company", index=False)
    agency_id: Mapped[int] = refers_to("core.agency")
    reference: Mapped[str]
    service_type_id: Mapped[int] = refers_to("service.service_type")
    customer_id: Mapped[int] = refers_to("crm.customer")
    site_id: Mapped[int | None] = refers_to("crm.site")
    contact_id: Mapped[int | None] = refers_to("crm.contact")
    equipment_id: Mapped[int | None] = refers_to("service.equipment")
    project_id: Mapped[int | None] = refers_to("projects.project")
    service_contract_id: Mapped[int | None] = refers_to("contracts.service_contract")
    invoice_line_id: Mapped[int | None] = refers_to("sales.invoice_line")
    till_receipt_line_id: Mapped[int | None] = refers_to("till.till_receipt_line")
    technician_id: Mapped[int | None] = refers_to("crm.employee")
    channel: Mapped[str] = mapped_column(server_default="phone")
    priority: Mapped[str] = mapped_column(server_default="normal")
    state: Mapped[str] = mapped_column(server_default="open")
    title: Mapped[str]
    description: Mapped[str | None]
    diagnostic_response_id: Mapped[int | None] = refers_to("documents.form_response")
    under_warranty: Mapped[bool] = mapped_column(server_default=text("false"))
    warranty_basis: Mapped[str | None]
    opened_on: Mapped[date] = mapped_column(index=True)
    opened_by_id: Mapped[int | None] = refers_to("identity.app_user")
    due_on: Mapped[date | None]
    resolved_on: Mapped[date | None] = mapped_column(index=True)
    resolved_by_id: Mapped[int | None] = refers_to("identity.app_user")
    resolution: Mapped[str | None]
    canceled_at: Mapped[Instant | None]
    canceled_by_id: Mapped[int | None] = refers_to("identity.app_user")
    cancel_reason: Mapped[str | None]


class TicketEvent(Keyed, Base):
    """Something said or done about a ticket; the history that is never changed."""

    __tablename__ = "ticket_event"
    __table_args__ = (
        code_check("kind", TicketEventKind),
        code_check("to_state", TicketState),
        code_check("from_state", TicketState),
        paired("from_state", "to_state"),
        CheckConstraint(
            "(kind = 'state_changed') = (to_state IS NOT NULL)", name="state_of_change"
        ),
        CheckConstraint(
            "(kind = 'assigned') = (assigned_to_id IS NOT NULL)", name="assigned_named"
        ),
        {"schema": SCHEMA},
    )

    service_ticket_id: Mapped[int] = refers_to("service.service_ticket")
    kind: Mapped[str]
    at: Mapped[Instant]
    by_id: Mapped[int | None] = refers_to("identity.app_user")
    from_state: Mapped[str | None]
    to_state: Mapped[str | None]
    assigned_to_id: Mapped[int | None] = refers_to("crm.employee")
    body: Mapped[str | None]


class TicketDocument(Keyed, Base):
    """A document of a ticket (the customer's photo, the manufacturer's answer)."""

    __tablename__ = "ticket_document"
    __table_args__ = (UniqueConstraint("service_ticket_id", "document_id"), {"schema": SCHEMA})

    service_ticket_id: Mapped[int] = refers_to("service.service_ticket", index=False)
    document_id: Mapped[int] = refers_to("documents.document")
