"""Who enters the portal, and by what door."""

from sqlalchemy import CheckConstraint, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import CITEXT
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Public
from operational.core.ddl import code_check, paired, refers_to, sha256_check, unique_where
from operational.portal.types import LinkPurpose

SCHEMA = "portal"


class PortalAccount(Public, Base):
    """A contact who may enter the portal, by a password or by a link sent to the address."""

    __tablename__ = "portal_account"
    __table_args__ = (
        CheckConstraint("position('@' IN email) > 1", name="email_shaped"),
        CheckConstraint("password_hash LIKE '$argon2id$%'", name="password_hashed"),
        paired("disabled_at", "disable_reason"),
        UniqueConstraint("contact_id"),
        {"schema": SCHEMA},
    )

    contact_id: Mapped[int] = refers_to("crm.contact", index=False)
    email: Mapped[str] = mapped_column(CITEXT, unique=True)
    password_hash: Mapped[str | None]
    invited_at: Mapped[Instant | None]
    invited_by_id: Mapped[int | None] = refers_to("identity.app_user")
    activated_at: Mapped[Instant | None]
    disabled_at: Mapped[Instant | None]
    disable_reason: Mapped[str | None]


class PortalAccess(Keyed, Base):
    """A customer whose space an account opens, until revoked."""

    __tablename__ = "portal_access"
    __table_args__ = (
        unique_where(
            "uq_portal_access_once", "revoked_at IS NULL", "portal_account_id", "customer_id"
        ),
        paired("revoked_at", "revoked_by_id"),
        {"schema": SCHEMA},
    )

    portal_account_id: Mapped[int] = refers_to("portal.portal_account")
    customer_id: Mapped[int] = refers_to("crm.customer")
    granted_by_id: Mapped[int | None] = refers_to("identity.app_user")
    revoked_at: Mapped[Instant | None]
    revoked_by_id: Mapped[int | None] = refers_to("identity.app_user")


class PortalSession(Keyed, Base):
    """A browser signed in to the portal; only the hash of its token is kept. Technical."""

    __tablename__ = "portal_session"
    __table_args__ = (
        sha256_check("token_sha256"),
        CheckConstraint("expires_at > created_at", name="expires_later"),
        {"schema": SCHEMA},
    )

    portal_account_id: Mapped[int] = refers_to("portal.portal_account", cascade=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[Instant] = mapped_column(index=True)
    last_seen_at: Mapped[Instant] = mapped_column(server_default=func.now())
    ended_at: Mapped[Instant | None]
    ip_address: Mapped[str | None]
    user_agent: Mapped[str | None]


class PortalLink(Keyed, Base):
    """A link sent to somebody, for one purpose and a while; only its hash is kept. Technical."""

    __tablename__ = "portal_link"
    __table_args__ = (
        sha256_check("token_sha256"),
        code_check("purpose", LinkPurpose),
        CheckConstraint(
            "CASE purpose WHEN 'signature' THEN signature_request_id IS NOT NULL"
            " WHEN 'survey' THEN satisfaction_survey_id IS NOT NULL"
            " WHEN 'document' THEN document_share_id IS NOT NULL"
            " ELSE portal_account_id IS NOT NULL END",
            name="target_of_purpose",
        ),
        CheckConstraint("expires_at > created_at", name="expires_later"),
        CheckConstraint("used_at <= expires_at", name="used_in_time"),
        {"schema": SCHEMA},
    )

    token_sha256: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[str]
    portal_account_id: Mapped[int | None] = refers_to("portal.portal_account")
    signature_request_id: Mapped[int | None] = refers_to("portal.signature_request")
    satisfaction_survey_id: Mapped[int | None] = refers_to("service.satisfaction_survey")
    document_share_id: Mapped[int | None] = refers_to("portal.document_share")
    expires_at: Mapped[Instant]
    used_at: Mapped[Instant | None]
    revoked_at: Mapped[Instant | None]
