"""Signing in and out, and the users, roles and rights behind it."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from operational.core.errors import Refusal
from operational.identity import labels, queries, rules
from operational.identity.models import (
    AppUser,
    LoginAttempt,
    Role,
    RoleRight,
    UserRole,
    UserSession,
)
from operational.identity.types import RowScope

HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""Argon2id at the cost OWASP asks for: little memory a try, since tries come many at once."""


ADMINISTRATOR = "administrator"
"""The role of who installs, and lets the others in."""


class WrongCredentials(Refusal):
    """The address or the password is wrong; which of the two is not said."""


class TooManyFailures(Refusal):
    """The address, or the place on the network, failed too often: its tries are not heard yet."""

    def __init__(self, *, until: datetime) -> None:
        """Keeps the instant from which a try will be heard."""
        super().__init__(f"not before {until.isoformat()}")
        self.until = until


class PasswordLengthRefused(Refusal):
    """A password shorter or longer than `rules.PASSWORD_LENGTHS`."""

    def __init__(self) -> None:
        """Keeps the least and the most characters."""
        self.shortest, self.longest = rules.PASSWORD_LENGTHS[0], rules.PASSWORD_LENGTHS[-1]
        super().__init__(f"not {self.shortest} to {self.longest} characters")


class EmailRefused(Refusal):
    """What was given as an e-mail address cannot be one."""

    def __init__(self, *, email: str) -> None:
        """Keeps the address."""
        super().__init__(email)
        self.email = email


class EmailTaken(Refusal):
    """Another user signs in with this address, or did."""

    def __init__(self, *, email: str) -> None:
        """Keeps the address."""
        super().__init__(email)
        self.email = email


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that was opened; its token is for the browser alone and is kept nowhere else."""

    user: AppUser
    token: str


def sign_in(
    session: Session,
    *,
    email: str,
    password: str,
    ip_address: str,
    user_agent: str | None,
    at: datetime,
) -> SignedIn | WrongCredentials | TooManyFailures:
    """Opens a session for the right password.

    A refusal is returned, not raised: the failed try stays on record. Known and unknown addresses
    take the same time and get the same answers. The tries of one address, or from one place, wait
    for each other, so that many at once count as many.
    """
    _take_turns(session, ip_address, email)
    if until := _locked_until(session, email=email, ip_address=ip_address, at=at):
        return TooManyFailures(until=until)
    user = queries.find_user(session, email=email)
    succeeded = _is_password(user, password)
    session.add(
        LoginAttempt(email=email, ip_address=ip_address, succeeded=succeeded, created_at=at)
    )
    if user is None or not succeeded:
        return WrongCredentials()
    _renew_hash(user, password)
    return _open_session(session, user, ip_address=ip_address, user_agent=user_agent, at=at)


def resume_session(session: Session, *, token: str, at: datetime) -> queries.Viewer | None:
    """Who shows a token, if its session is open; being used prolongs it."""
    found = queries.find_open_session(session, token=token, at=at)
    if found is None:
        return None
    if rules.is_worth_noting(found.last_seen_at, at=at):
        found.last_seen_at = at
        found.expires_at = rules.session_end(found.created_at, seen_at=at)
    return queries.get_viewer(session, user_id=found.user_id)


def sign_out(session: Session, *, token: str, at: datetime) -> None:
    """Ends the session of a token; a token of no open session changes nothing."""
    found = queries.find_open_session(session, token=token, at=at)
    if found is not None:
        found.ended_at = at


def create_user(session: Session, *, email: str, name: str) -> AppUser:
    """Creates a user, who cannot sign in before a password is set."""
    if session.scalar(select(AppUser.id).where(AppUser.email == email)) is not None:
        raise EmailTaken(email=email)
    user = AppUser(email=email, name=name)
    session.add(user)
    session.flush()
    return user


def set_password(session: Session, *, user: AppUser, password: str, at: datetime) -> None:
    """Gives a user a new password, and ends the sessions opened with the old one."""
    if len(password) not in rules.PASSWORD_LENGTHS:
        raise PasswordLengthRefused
    user.password_hash, user.password_set_at = HASHER.hash(password), at
    session.execute(
        update(UserSession)
        .where(UserSession.user_id == user.id, UserSession.ended_at.is_(None))
        .values(ended_at=at)
    )


def define_role(session: Session, *, code: str, name: str, rights: Iterable[str]) -> Role:
    """Creates a role, with the rights it gives."""
    role = Role(code=code, name=name)
    session.add(role)
    session.flush()
    _give_rights(session, role, rights)
    return role


def grant_role(
    session: Session,
    *,
    user: AppUser,
    role: Role,
    scope: RowScope,
    agency_id: int | None = None,
) -> UserRole:
    """Gives a user a role on every row, on those of an agency, or on their own."""
    granted = UserRole(
        user_id=user.id, role_id=role.id, row_scope=scope.value, agency_id=agency_id
    )
    session.add(granted)
    session.flush()
    return granted


def admit_administrator(
    session: Session,
    *,
    email: str,
    name: str,
    password: str,
    rights: Iterable[str],
    at: datetime,
) -> AppUser:
    """Lets somebody in with every one of these rights on every row: a new user, or one who is back.

    The role is common to all administrators and takes the rights it lacks; a user who is there
    already keeps their name. Raises PasswordLengthRefused and EmailRefused.
    """
    if not rules.is_email(email):
        raise EmailRefused(email=email)
    user = session.scalar(select(AppUser).where(AppUser.email == email))
    if user is None:
        user = create_user(session, email=email, name=name)
    user.archived_at = None
    set_password(session, user=user, password=password, at=at)
    role = session.scalar(select(Role).where(Role.code == ADMINISTRATOR))
    if role is None:
        role = define_role(session, code=ADMINISTRATOR, name=labels.ADMINISTRATOR, rights=())
    role.archived_at = None
    _give_rights(session, role, rights)
    if not queries.has_role(session, user_id=user.id, role_id=role.id, scope=RowScope.ALL):
        grant_role(session, user=user, role=role, scope=RowScope.ALL)
    return user


def _give_rights(session: Session, role: Role, rights: Iterable[str]) -> None:
    """Adds to a role the rights it lacks."""
    held = set(session.scalars(select(RoleRight.code).where(RoleRight.role_id == role.id)))
    session.add_all(RoleRight(role_id=role.id, code=right) for right in sorted({*rights} - held))
    session.flush()


def _take_turns(session: Session, ip_address: str, email: str) -> None:
    for key in (f"sign-in from {ip_address}", f"sign-in as {email.casefold()}"):
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))


def _locked_until(
    session: Session, *, email: str, ip_address: str, at: datetime
) -> datetime | None:
    of_email = rules.locked_until(
        queries.list_failures_of_email(session, email=email, at=at),
        most=rules.MOST_FAILURES_PER_EMAIL,
        at=at,
    )
    of_ip = rules.locked_until(
        queries.list_failures_of_ip(session, ip_address=ip_address, at=at),
        most=rules.MOST_FAILURES_PER_IP,
        at=at,
    )
    return max((until for until in (of_email, of_ip) if until is not None), default=None)


def _is_password(user: AppUser | None, password: str) -> bool:
    """Whether a password is the user's; takes as long for no user as for a wrong password."""
    kept = user.password_hash if user is not None else None
    try:
        HASHER.verify(kept or _hash_of_nobody(), password)
    except VerifyMismatchError:
        return False
    return kept is not None


@cache
def _hash_of_nobody() -> str:
    return HASHER.hash(secrets.token_urlsafe())


def _renew_hash(user: AppUser, password: str) -> None:
    """Hashes the password again where it was hashed at another cost than today's."""
    if user.password_hash is not None and HASHER.check_needs_rehash(user.password_hash):
        user.password_hash = HASHER.hash(password)


def _open_session(
    session: Session, user: AppUser, *, ip_address: str, user_agent: str | None, at: datetime
) -> SignedIn:
    token = secrets.token_urlsafe(32)
    session.add(
        UserSession(
            user_id=user.id,
            token_sha256=queries.digest(token),
            created_at=at,
            last_seen_at=at,
            expires_at=rules.session_end(at, seen_at=at),
            ip_address=ip_address,
            user_agent=user_agent,
        )
    )
    session.flush()
    return SignedIn(user, token)
