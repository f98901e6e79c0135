"""Signing in and out, and what a signed-in person may do."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from operational.identity.models import AppUser, LoginAttempt, UserSession
from operational.identity.operations import (
    EmailTaken,
    PasswordLengthRefused,
    SignedIn,
    TooManyFailures,
    WrongCredentials,
    create_user,
    define_role,
    grant_role,
    resume_session,
    set_password,
    sign_in,
    sign_out,
)
from operational.identity.queries import (
    Grant,
    get_viewer,
    is_any_user,
    list_right_givers,
)
from operational.identity.rules import (
    MOST_FAILURES_PER_EMAIL,
    MOST_FAILURES_PER_IP,
    SESSION_LASTS,
    SESSION_RESTS,
)
from operational.identity.types import RowScope
from operational.workflows.transaction import transaction
from tests.factories.core import make_agency
from tests.factories.identity import make_user

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
PASSWORD = "une phrase de passe"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def user(session: Session) -> AppUser:
    return user_with_password(session)


def user_with_password(session: Session, **over: Any) -> AppUser:
    user = make_user(session, **over)
    set_password(session, user=user, password=PASSWORD, at=NOW)
    return user


def attempt(
    session: Session, email: str, password: str = PASSWORD, *, at: datetime = NOW, ip: str = "::1"
) -> SignedIn | WrongCredentials | TooManyFailures:
    return sign_in(
        session, email=email, password=password, ip_address=ip, user_agent="Firefox", at=at
    )


def fail(session: Session, email: str, times: int, *, at: datetime = NOW, ip: str = "::1") -> None:
    for _ in range(times):
        assert isinstance(attempt(session, email, "wrong", at=at, ip=ip), WrongCredentials)


def token_of(session: Session, user: AppUser, *, at: datetime = NOW) -> str:
    outcome = attempt(session, user.email, at=at)
    assert isinstance(outcome, SignedIn)
    return outcome.token


def test_right_password_opens_a_session_whose_token_is_not_kept(
    session: Session, user: AppUser
) -> None:
    token = token_of(session, user)
    viewer = resume_session(session, token=token, at=NOW)
    assert viewer is not None
    assert viewer.user_id == user.id
    kept = session.scalars(select(UserSession).filter_by(user_id=user.id)).one()
    assert token not in vars(kept).values()
    assert (kept.ip_address, kept.user_agent) == ("::1", "Firefox")


def test_address_is_recognized_whatever_its_capitals(session: Session, user: AppUser) -> None:
    assert isinstance(attempt(session, user.email.upper()), SignedIn)


@pytest.mark.parametrize("email", ["known", "unknown", "without_password", "archived"])
def test_wrong_address_and_wrong_password_get_the_same_answer_and_are_recorded(
    session: Session, user: AppUser, email: str
) -> None:
    emails = {
        "known": user.email,
        "unknown": "nobody@example.com",
        "without_password": make_user(session).email,
        "archived": user_with_password(session, archived_at=NOW).email,
    }
    password = "wrong" if email == "known" else PASSWORD
    assert isinstance(attempt(session, emails[email], password), WrongCredentials)
    recorded = session.scalars(select(LoginAttempt).filter_by(email=emails[email])).one()
    assert (recorded.succeeded, recorded.ip_address, recorded.created_at) == (False, "::1", NOW)


def test_unknown_address_costs_a_hash_like_a_known_one(
    session: Session, user: AppUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str] = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, kept: str, password: str) -> bool:
        verified.append(kept)
        return verify(self, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    fail(session, user.email, 1)
    fail(session, "nobody@example.com", 1)
    costs = {hashed.split("$")[3] for hashed in verified}
    assert (len(verified), len(costs)) == (2, 1)


@pytest.mark.parametrize("whose", ["known", "unknown"])
def test_too_many_failures_lock_an_address_known_or_not_even_to_the_right_password(
    session: Session, user: AppUser, whose: str
) -> None:
    email = user.email if whose == "known" else "nobody@example.com"
    fail(session, email, MOST_FAILURES_PER_EMAIL)
    outcome = attempt(session, email, at=NOW + MINUTE)
    assert isinstance(outcome, TooManyFailures)
    assert outcome.until == NOW + 15 * MINUTE


def test_lock_ends_by_itself_and_tries_during_it_do_not_prolong_it(
    session: Session, user: AppUser
) -> None:
    fail(session, user.email, MOST_FAILURES_PER_EMAIL)
    for minute in range(1, 15):
        assert isinstance(
            attempt(session, user.email, "wrong", at=NOW + minute * MINUTE), TooManyFailures
        )
    assert isinstance(attempt(session, user.email, at=NOW + 15 * MINUTE), SignedIn)


def test_success_forgives_earlier_failures(session: Session, user: AppUser) -> None:
    fail(session, user.email, MOST_FAILURES_PER_EMAIL - 1)
    token_of(session, user, at=NOW + MINUTE)
    fail(session, user.email, MOST_FAILURES_PER_EMAIL - 1, at=NOW + 2 * MINUTE)
    assert isinstance(attempt(session, user.email, at=NOW + 3 * MINUTE), SignedIn)


def test_one_place_that_tries_many_addresses_is_locked_and_others_are_not(
    session: Session, user: AppUser
) -> None:
    session.add_all(
        LoginAttempt(email=f"u{n}@x.example", ip_address="::7", succeeded=False, created_at=NOW)
        for n in range(MOST_FAILURES_PER_IP)
    )
    assert isinstance(attempt(session, user.email, ip="::7"), TooManyFailures)
    assert isinstance(attempt(session, user.email, ip="::8"), SignedIn)


def test_tries_at_the_same_moment_count_one_by_one(database_url: str) -> None:
    with transaction(database_url) as session:
        email = user_with_password(session).email

    def try_once(_: int) -> bool:
        with transaction(database_url) as session:
            return isinstance(attempt(session, email, "wrong"), WrongCredentials)

    with ThreadPoolExecutor(10) as pool:
        heard = sum(pool.map(try_once, range(20)))
    with transaction(database_url) as session:
        recorded = session.scalar(select(func.count()).select_from(LoginAttempt))
    assert (heard, recorded) == (MOST_FAILURES_PER_EMAIL, MOST_FAILURES_PER_EMAIL)


def test_password_hashed_at_an_old_cost_is_hashed_again(session: Session, user: AppUser) -> None:
    old = user.password_hash = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(
        PASSWORD
    )
    session.flush()
    token_of(session, user)
    assert user.password_hash != old
    assert isinstance(attempt(session, user.email), SignedIn)


def test_session_ends_after_rest_and_use_prolongs_it(session: Session, user: AppUser) -> None:
    token = token_of(session, user)
    later = NOW + SESSION_RESTS - MINUTE
    assert resume_session(session, token=token, at=later) is not None
    assert resume_session(session, token=token, at=later + SESSION_RESTS - MINUTE) is not None
    assert resume_session(session, token=token, at=later + 3 * SESSION_RESTS) is None


def test_session_ends_after_its_longest_life_even_in_use(session: Session, user: AppUser) -> None:
    token, at = token_of(session, user), NOW
    while at + 8 * 60 * MINUTE < NOW + SESSION_LASTS:
        at += 8 * 60 * MINUTE
        assert resume_session(session, token=token, at=at) is not None
    assert resume_session(session, token=token, at=NOW + SESSION_LASTS) is None


def test_signing_out_ends_the_session_and_only_that_one(session: Session, user: AppUser) -> None:
    ended, kept = token_of(session, user), token_of(session, user)
    sign_out(session, token=ended, at=NOW)
    assert resume_session(session, token=ended, at=NOW) is None
    assert resume_session(session, token=kept, at=NOW) is not None


def test_signing_out_without_a_session_changes_nothing(session: Session) -> None:
    sign_out(session, token="unknown", at=NOW)
    assert not session.dirty


def test_session_of_a_person_who_left_is_closed(session: Session, user: AppUser) -> None:
    token = token_of(session, user)
    user.archived_at = NOW
    assert resume_session(session, token=token, at=NOW) is None


def test_new_password_ends_the_sessions_opened_with_the_old_one(
    session: Session, user: AppUser
) -> None:
    token = token_of(session, user)
    set_password(session, user=user, password="une autre phrase de passe", at=NOW)
    assert resume_session(session, token=token, at=NOW) is None
    assert isinstance(attempt(session, user.email), WrongCredentials)
    assert isinstance(attempt(session, user.email, "une autre phrase de passe"), SignedIn)


@pytest.mark.parametrize("password", ["onze lettre", "x" * 201])
def test_password_too_short_or_too_long_is_refused(
    session: Session, user: AppUser, password: str
) -> None:
    with pytest.raises(PasswordLengthRefused):
        set_password(session, user=user, password=password, at=NOW)


def test_address_of_another_user_is_refused(session: Session, user: AppUser) -> None:
    with pytest.raises(EmailTaken) as refusal:
        create_user(session, email=user.email.upper(), name="Autre")
    assert refusal.value.email == user.email.upper()


def test_viewer_holds_the_rights_of_every_role_each_with_its_rows(session: Session) -> None:
    user, agency = create_user(session, email="a@example.com", name="Alix"), make_agency(session)
    seller = define_role(
        session, code="seller", name="Vente", rights=["board.view", "quotes.edit"]
    )
    manager = define_role(session, code="manager", name="Direction", rights=["board.view"])
    grant_role(session, user=user, role=seller, scope=RowScope.OWN)
    grant_role(session, user=user, role=manager, scope=RowScope.AGENCY, agency_id=agency.id)
    viewer = get_viewer(session, user_id=user.id)
    assert viewer.grants == (
        Grant("board.view", RowScope.OWN, None),
        Grant("board.view", RowScope.AGENCY, agency.id),
        Grant("quotes.edit", RowScope.OWN, None),
    )
    assert viewer.may("quotes.edit")
    assert not viewer.may("quotes.view")
    assert not viewer.sees_every_row("board.view")
    assert viewer.sees_own_rows("board.view")
    assert viewer.agencies("board.view") == {agency.id}
    assert viewer.agencies("quotes.edit") == frozenset()


def test_archived_role_gives_nothing(session: Session, user: AppUser) -> None:
    role = define_role(session, code="old", name="Ancien", rights=["board.view"])
    grant_role(session, user=user, role=role, scope=RowScope.ALL)
    assert get_viewer(session, user_id=user.id).sees_every_row("board.view")
    role.archived_at = NOW
    assert not get_viewer(session, user_id=user.id).may("board.view")


def test_right_givers_are_named_in_order_without_those_who_left(session: Session) -> None:
    role = define_role(session, code="admin", name="Administration", rights=["users.manage"])
    for name, archived_at in (("Zoé", None), ("Parti", NOW), ("Anne", None)):
        user = make_user(session, name=name, archived_at=archived_at)
        grant_role(session, user=user, role=role, scope=RowScope.ALL)
    assert list_right_givers(session) == ["Anne", "Zoé"]


def test_user_without_a_password_is_no_one_who_can_sign_in(session: Session) -> None:
    user = make_user(session)
    assert not is_any_user(session)
    set_password(session, user=user, password=PASSWORD, at=NOW)
    assert is_any_user(session)
