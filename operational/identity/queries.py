"""Who is looking, what they may see, and who can give them more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from operational.identity.models import (
    AppUser,
    LoginAttempt,
    Role,
    RoleRight,
    UserRole,
    UserSession,
)
from operational.identity.rules import FAILURES_COUNT_FOR
from operational.identity.types import RowScope

MANAGE_USERS = "users.manage"
"""The right to give rights."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A right a user holds, and the rows it opens to them."""

    right: str
    scope: RowScope
    agency_id: int | None


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person, with what they may see and do."""

    user_id: int
    name: str
    email: str
    grants: tuple[Grant, ...]

    def may(self, right: str) -> bool:
        """Whether the person holds a right, on any row."""
        return any(grant.right == right for grant in self.grants)

    def sees_every_row(self, right: str) -> bool:
        """Whether a right of the person opens every row to them."""
        return any(g.right == right and g.scope == RowScope.ALL for g in self.grants)

    def agencies(self, right: str) -> frozenset[int]:
        """The agencies whose rows a right of the person opens to them."""
        return frozenset(
            g.agency_id for g in self.grants if g.right == right and g.agency_id is not None
        )

    def sees_own_rows(self, right: str) -> bool:
        """Whether a right of the person opens to them the rows that are theirs."""
        return any(g.right == right and g.scope == RowScope.OWN for g in self.grants)


def find_open_session(session: Session, *, token: str, at: datetime) -> UserSession | None:
    """The session of a browser that shows this token, unless it ended or its user left."""
    return session.scalar(
        select(UserSession)
        .join(AppUser, AppUser.id == UserSession.user_id)
        .where(
            UserSession.token_sha256 == digest(token),
            UserSession.ended_at.is_(None),
            UserSession.expires_at > at,
            AppUser.archived_at.is_(None),
        )
    )


def get_viewer(session: Session, *, user_id: int) -> Viewer:
    """A user with every right of their roles."""
    user = session.get_one(AppUser, user_id)
    grants = session.execute(
        select(RoleRight.code, UserRole.row_scope, UserRole.agency_id)
        .join(Role, Role.id == UserRole.role_id)
        .join(RoleRight, RoleRight.role_id == Role.id)
        .where(UserRole.user_id == user_id, Role.archived_at.is_(None))
        .order_by(RoleRight.code, UserRole.id)
    )
    return Viewer(
        user_id=user.id,
        name=user.name,
        email=user.email,
        grants=tuple(Grant(code, RowScope(scope), agency) for code, scope, agency in grants),
    )


def find_user(session: Session, *, email: str) -> AppUser | None:
    """The user who signs in with an address, whatever its capitals; no one who left."""
    return session.scalar(
        select(AppUser).where(AppUser.email == email, AppUser.archived_at.is_(None))
    )


def list_right_givers(session: Session) -> Sequence[str]:
    """The names of those who may give a right to somebody, in alphabetical order."""
    return session.scalars(
        select(AppUser.name)
        .join(UserRole, UserRole.user_id == AppUser.id)
        .join(Role, Role.id == UserRole.role_id)
        .join(RoleRight, RoleRight.role_id == Role.id)
        .where(
            RoleRight.code == MANAGE_USERS,
            Role.archived_at.is_(None),
            AppUser.archived_at.is_(None),
        )
        .distinct()
        .order_by(AppUser.name)
    ).all()


def has_role(session: Session, *, user_id: int, role_id: int, scope: RowScope) -> bool:
    """Whether a user holds a role with a scope."""
    held = select(UserRole.id).where(
        UserRole.user_id == user_id, UserRole.role_id == role_id, UserRole.row_scope == scope
    )
    return session.scalar(held.limit(1)) is not None


def is_any_user(session: Session) -> bool:
    """Whether anybody can sign in at all."""
    known = select(AppUser.id).where(
        AppUser.archived_at.is_(None), AppUser.password_hash.is_not(None)
    )
    return session.scalar(known.limit(1)) is not None


def list_failures_of_email(session: Session, *, email: str, at: datetime) -> Sequence[datetime]:
    """The failed tries that count against an address, latest first; a success forgives them."""
    last_success = (
        select(func.max(LoginAttempt.created_at))
        .where(LoginAttempt.email == email, LoginAttempt.succeeded)
        .scalar_subquery()
    )
    return session.scalars(
        _recent_failures(at).where(
            LoginAttempt.email == email,
            LoginAttempt.created_at > func.coalesce(last_success, at - FAILURES_COUNT_FOR),
        )
    ).all()


def list_failures_of_ip(session: Session, *, ip_address: str, at: datetime) -> Sequence[datetime]:
    """The failed tries that count against a place on the network, latest first."""
    return session.scalars(_recent_failures(at).where(LoginAttempt.ip_address == ip_address)).all()


def digest(token: str) -> str:
    """What is kept of a token: enough to recognize it, not to use it."""
    return sha256(token.encode()).hexdigest()


def _recent_failures(at: datetime) -> Select[datetime]:
    return (
        select(LoginAttempt.created_at)
        .where(~LoginAttempt.succeeded, LoginAttempt.created_at > at - FAILURES_COUNT_FOR)
        .order_by(LoginAttempt.created_at.desc())
    )
