"""What passes between a customer and the company on the portal."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Public
from operational.core.ddl import code_check, paired, refers_to, sha256_check, unique_where
from operational.portal.types import PrivacyRequestKind, RequestState, SharePermission

SCHEMA = "portal"


class PortalThread(Public, Base):
    """A conversation with a customer, about a project, a ticket, or nothing in particular."""

    __tablename__ = "portal_thread"
    __table_args__ = (
        CheckConstraint("num_nonnulls(project_id, service_ticket_id) <= 1", name="one_subject"),
        paired("closed_at", "closed_by_id"),
        {"schema": SCHEMA},
    )

    customer_id: Mapped[int] = refers_to("crm.customer")
    project_id: Mapped[int | None] = refers_to("projects.project")
    service_ticket_id: Mapped[int | None] = refers_to("service.service_ticket")
    subject: Mapped[str]
    closed_at: Mapped[Instant | None]
    closed_by_id: Mapped[int | None] = refers_to("identity.app_user")


class PortalMessage(Public, Base):
    """Something said in a thread, by the customer's side or by the company's; never reworded."""

    __tablename__ = "portal_message"
    __table_args__ = (
        CheckConstraint("num_nonnulls(portal_account_id, by_id) = 1", name="one_author"),
        CheckConstraint("btrim(body) <> ''", name="body_given"),
        {"schema": SCHEMA},
    )

    portal_thread_id: Mapped[int] = refers_to("portal.portal_thread")
    portal_account_id: Mapped[int | None] = refers_to("portal.portal_account")
    by_id: Mapped[int | None] = refers_to("identity.app_user")
    sent_at: Mapped[Instant]
    body: Mapped[str]
    read_at: Mapped[Instant | None]


class PortalMessageFile(Keyed, Base):
    """A photo or a document attached to a message of the portal."""

    __tablename__ = "portal_message_file"
    __table_args__ = (UniqueConstraint("portal_message_id", "file_id"), {"schema": SCHEMA})

    portal_message_id: Mapped[int] = refers_to("portal.portal_message", index=False)
    file_id: Mapped[int] = refers_to("documents.file")
    file_name: Mapped[str]


class DocumentShare(Public, Base):
    """A version of a document shown to a customer (none: to all of them), until a day or revoked."""

    __tablename__ = "document_share"
    __table_args__ = (
        code_check("permission", SharePermission),
        paired("revoked_at", "revoked_by_id"),
        unique_where(
            "uq_document_share_once",
            "revoked_at IS NULL AND customer_id IS NOT NULL",
            "document_version_id",
            "customer_id",
        ),
        unique_where(
            "uq_document_share_all",
            "revoked_at IS NULL AND customer_id IS NULL",
            "document_version_id",
        ),
        {"schema": SCHEMA},
    )

    document_version_id: Mapped[int] = refers_to("documents.document_version")
    customer_id: Mapped[int | None] = refers_to("crm.customer")
    permission: Mapped[str] = mapped_column(server_default="download")
    shared_at: Mapped[Instant]
    shared_by_id: Mapped[int | None] = refers_to("identity.app_user")
    expires_on: Mapped[date | None]
    first_seen_at: Mapped[Instant | None]
    revoked_at: Mapped[Instant | None]
    revoked_by_id: Mapped[int | None] = refers_to("identity.app_user")


class SignatureRequest(Public, Base):
    """A signature asked of a customer at a distance, on content known by its hash."""

    __tablename__ = "signature_request"
    __table_args__ = (
        code_check("state", RequestState),
        sha256_check("document_sha256"),
        CheckConstraint(
            "num_nonnulls(quote_id, service_contract_id, intervention_report_id,"
            " document_version_id) = 1",
            name="one_subject",
        ),
        CheckConstraint("(state = 'signed') = (signature_id IS NOT NULL)", name="signed_proved"),
        CheckConstraint("(state = 'pending') = (answered_at IS NULL)", name="answered_dated"),
        CheckConstraint(
            "state <> 'refused' OR refusal_reason IS NOT NULL", name="refusal_explained"
        ),
        CheckConstraint("expires_at > requested_at", name="expires_later"),
        CheckConstraint("state <> 'signed' OR answered_at <= expires_at", name="signed_in_time"),
        UniqueConstraint("signature_id"),
        unique_where("uq_signature_request_pending", "state = 'pending'", "quote_id"),
        {"schema": SCHEMA},
    )

    customer_id: Mapped[int] = refers_to("crm.customer")
    contact_id: Mapped[int | None] = refers_to("crm.contact")
    quote_id: Mapped[int | None] = refers_to("sales.quote")
    service_contract_id: Mapped[int | None] = refers_to("contracts.service_contract")
    intervention_report_id: Mapped[int | None] = refers_to("service.intervention_report")
    document_version_id: Mapped[int | None] = refers_to("documents.document_version")
    document_sha256: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="pending")
    requested_at: Mapped[Instant]
    requested_by_id: Mapped[int | None] = refers_to("identity.app_user")
    expires_at: Mapped[Instant]
    answered_at: Mapped[Instant | None]
    signature_id: Mapped[int | None] = refers_to("documents.signature", index=False)
    refusal_reason: Mapped[str | None]


class PrivacyRequest(Public, Base):
    """Somebody asks for the data kept on them, or for their erasure; answered within a month.

    The answer to an access is the file given; what the law keeps is said in `answer`.
    """

    __tablename__ = "privacy_request"
    __table_args__ = (
        code_check("kind", PrivacyRequestKind),
        paired("answered_at", "answered_by_id"),
        paired("answered_at", "answer"),
        CheckConstraint("due_on >= asked_on", name="due_on_after_asked_on"),
        {"schema": SCHEMA},
    )

    party_id: Mapped[int] = refers_to("crm.party")
    contact_id: Mapped[int | None] = refers_to("crm.contact")
    kind: Mapped[str]
    asked_on: Mapped[date]
    due_on: Mapped[date]
    answered_at: Mapped[Instant | None]
    answered_by_id: Mapped[int | None] = refers_to("identity.app_user")
    answer: Mapped[str | None]
    file_id: Mapped[int | None] = refers_to("documents.file")
