"""Users and what they may see and do; their sessions and tokens; the views they keep."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import CITEXT
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Payload, Public
from operational.core.ddl import code_check, refers_to, sha256_check
from operational.identity.types import RowScope

SCHEMA = "identity"


class AppUser(Public, Base):
    """A person who signs in; archived rather than deleted, since the audit names them."""

    __tablename__ = "app_user"
    __table_args__ = (
        CheckConstraint("position('@' IN email) > 1", name="email_shaped"),
        CheckConstraint("password_hash LIKE '$argon2id$%'", name="password_hashed"),
        CheckConstraint("btrim(name) <> ''", name="name_given"),
        {"schema": SCHEMA},
    )

    email: Mapped[str] = mapped_column(CITEXT, unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    password_set_at: Mapped[Instant | None]
    archived_at: Mapped[Instant | None]


class ExternalIdentity(Keyed, Base):
    """An account at an OpenID Connect provider by which a user signs in."""

    __tablename__ = "external_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"), {"schema": SCHEMA})

    user_id: Mapped[int] = refers_to("identity.app_user")
    issuer: Mapped[str]
    subject: Mapped[str]


class Role(Keyed, Base):
    """A named set of rights (manager, salesperson, technician without the commercial side…)."""

    __tablename__ = "role"
    __table_args__ = (
        CheckConstraint("code ~ '^[a-z][a-z0-9_]*$'", name="code_shaped"),
        {"schema": SCHEMA},
    )

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    archived_at: Mapped[Instant | None]


class RoleRight(Keyed, Base):
    """A right of a role: a menu entry and what may be done there, such as `invoices.issue`."""

    __tablename__ = "role_right"
    __table_args__ = (
        UniqueConstraint("role_id", "code"),
        CheckConstraint("code ~ '^[a-z][a-z0-9_]*[.][a-z][a-z0-9_]*$'", name="code_shaped"),
        {"schema": SCHEMA},
    )

    role_id: Mapped[int] = refers_to("identity.role", cascade=True, index=False)
    code: Mapped[str]


class UserRole(Keyed, Base):
    """A role a user holds, and the rows it opens to them."""

    __tablename__ = "user_role"
    __table_args__ = (
        UniqueConstraint("user_id", "role_id", "agency_id", postgresql_nulls_not_distinct=True),
        code_check("row_scope", RowScope),
        CheckConstraint(
            "(row_scope = 'agency') = (agency_id IS NOT NULL)", name="agency_of_scope"
        ),
        {"schema": SCHEMA},
    )

    user_id: Mapped[int] = refers_to("identity.app_user", cascade=True, index=False)
    role_id: Mapped[int] = refers_to("identity.role")
    row_scope: Mapped[str] = mapped_column(server_default="own")
    agency_id: Mapped[int | None] = refers_to("core.agency")


class UserSession(Keyed, Base):
    """A signed-in browser; only the hash of the cookie's token is kept. Technical."""

    __tablename__ = "user_session"
    __table_args__ = (
        sha256_check("token_sha256"),
        CheckConstraint("expires_at > created_at", name="expires_later"),
        {"schema": SCHEMA},
    )

    user_id: Mapped[int] = refers_to("identity.app_user", cascade=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[Instant] = mapped_column(index=True)
    last_seen_at: Mapped[Instant] = mapped_column(server_default=func.now())
    ended_at: Mapped[Instant | None]
    ip_address: Mapped[str | None]
    user_agent: Mapped[str | None]


class LoginAttempt(Keyed, Base):
    """A try to sign in, known address or not: what lock-out and rate limits count. Technical."""

    __tablename__ = "login_attempt"
    __table_args__ = (
        Index(None, "email", "created_at"),
        Index(None, "ip_address", "created_at"),
        {"schema": SCHEMA},
    )

    email: Mapped[str] = mapped_column(CITEXT)
    ip_address: Mapped[str | None]
    succeeded: Mapped[bool]


class ApiToken(Public, Base):
    """A key of the REST API: it acts as a user in one of their roles, never beyond. Technical."""

    __tablename__ = "api_token"
    __table_args__ = (sha256_check("token_sha256"), {"schema": SCHEMA})

    user_role_id: Mapped[int] = refers_to("identity.user_role", cascade=True)
    name: Mapped[str]
    token_sha256: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[Instant | None]
    last_used_at: Mapped[Instant | None]
    revoked_at: Mapped[Instant | None]


class PasswordReset(Keyed, Base):
    """A link sent to choose a (first or new) password; it serves once. Technical."""

    __tablename__ = "password_reset"
    __table_args__ = (
        sha256_check("token_sha256"),
        CheckConstraint("expires_at > created_at", name="expires_later"),
        CheckConstraint("used_at <= expires_at", name="used_in_time"),
        {"schema": SCHEMA},
    )

    user_id: Mapped[int] = refers_to("identity.app_user", cascade=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[Instant]
    used_at: Mapped[Instant | None]


class SavedView(Public, Base):
    """A page with its filters, kept under a name by a user, shared with the others or not."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("owner_id", "page", "name"), {"schema": SCHEMA})

    owner_id: Mapped[int] = refers_to("identity.app_user", index=False)
    page: Mapped[str]
    name: Mapped[str]
    query: Mapped[Payload] = mapped_column(server_default=text("'{}'"))
    is_shared: Mapped[bool] = mapped_column(server_default=text("false"))


class TablePreference(Keyed, Base):
    """The columns, order and sort a user chose for a table of the screens."""

    __tablename__ = "table_preference"
    __table_args__ = (UniqueConstraint("user_id", "table_code"), {"schema": SCHEMA})

    user_id: Mapped[int] = refers_to("identity.app_user", cascade=True, index=False)
    table_code: Mapped[str]
    layout: Mapped[Payload]
