"""What the database refuses about users."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from operational.core.models import AuditEntry
from tests.factories.core import make_agency
from tests.factories.identity import make_role, make_user
from tests.refusals import refused, sql

DIGEST = "0" * 64


def test_two_users_with_an_address_that_differs_by_case(session: Session) -> None:
    make_user(session, email="jeanne@example.com")
    with refused(session, "uq_app_user_email"):
        sql(
            session,
            "INSERT INTO identity.app_user (email, name) VALUES ('Jeanne@Example.com', 'J')",
        )


def test_password_kept_in_clear(session: Session) -> None:
    user = make_user(session)
    with refused(session, "ck_app_user_password_hashed"):
        sql(
            session,
            "UPDATE identity.app_user SET password_hash = 'secret' WHERE id = :id",
            id=user.id,
        )


def test_right_that_names_no_action(session: Session) -> None:
    role = make_role(session)
    with refused(session, "ck_role_right_code_shaped"):
        sql(
            session,
            "INSERT INTO identity.role_right (role_id, code) VALUES (:role, 'invoices')",
            role=role.id,
        )


def test_agency_scope_without_an_agency(session: Session) -> None:
    user, role = make_user(session), make_role(session)
    with refused(session, "ck_user_role_agency_of_scope"):
        give_role(session, user.id, role.id, "agency", None)


def test_own_scope_with_an_agency(session: Session) -> None:
    user, role, agency = make_user(session), make_role(session), make_agency(session)
    with refused(session, "ck_user_role_agency_of_scope"):
        give_role(session, user.id, role.id, "own", agency.id)


def test_same_role_twice(session: Session) -> None:
    user, role = make_user(session), make_role(session)
    give_role(session, user.id, role.id, "all", None)
    with refused(session, "uq_user_role_user_id_role_id_agency_id"):
        give_role(session, user.id, role.id, "own", None)


def test_session_token_kept_in_clear(session: Session) -> None:
    user = make_user(session)
    with refused(session, "ck_user_session_token_sha256_digest"):
        open_session(session, user.id, "my-token", "1 day")


def test_session_that_expires_before_it_opens(session: Session) -> None:
    user = make_user(session)
    with refused(session, "ck_user_session_expires_later"):
        open_session(session, user.id, DIGEST, "-1 day")


def test_reset_link_used_after_its_time(session: Session) -> None:
    user = make_user(session)
    with refused(session, "ck_password_reset_used_in_time"):
        sql(
            session,
            "INSERT INTO identity.password_reset (user_id, token_sha256, expires_at, used_at)"
            " VALUES (:user, :digest, now() + interval '1 hour', now() + interval '2 hours')",
            user=user.id,
            digest=DIGEST,
        )


def give_role(session: Session, user: int, role: int, row_scope: str, agency: int | None) -> None:
    sql(
        session,
        "INSERT INTO identity.user_role (user_id, role_id, row_scope, agency_id)"
        " VALUES (:user, :role, :row_scope, :agency)",
        user=user,
        role=role,
        row_scope=row_scope,
        agency=agency,
    )


def open_session(session: Session, user: int, digest: str, lasts: str) -> None:
    sql(
        session,
        "INSERT INTO identity.user_session (user_id, token_sha256, expires_at)"
        " VALUES (:user, :digest, now() + CAST(:lasts AS interval))",
        user=user,
        digest=digest,
        lasts=lasts,
    )


def test_password_is_neither_audited_nor_loaded(session: Session) -> None:
    user = make_user(session)
    sql(
        session,
        "UPDATE identity.app_user SET name = 'B', password_hash = '$argon2id$x' WHERE id = :id",
        id=user.id,
    )
    sql(session, "DELETE FROM identity.app_user WHERE id = :id", id=user.id)
    entries = session.scalars(
        select(AuditEntry).filter_by(table_name="identity.app_user", row_id=user.id)
    )
    images = [image for entry in entries for image in (entry.before, entry.after) if image]
    assert len(images) == 3
    assert not any("password_hash" in image for image in images)
