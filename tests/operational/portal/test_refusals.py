"""What the database refuses about the customer portal."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from operational.portal.models import PortalAccess, PortalMessageFile, PrivacyRequest
from tests.factories.base import make
from tests.factories.crm import make_customer, make_party
from tests.factories.documents import make_file, make_signature
from tests.factories.identity import make_user
from tests.factories.portal import (
    NOON,
    make_portal_account,
    make_portal_link,
    make_portal_message,
    make_share,
    make_signature_request,
)
from tests.refusals import insert_like, refused, sql


def test_address_of_two_accounts(session: Session) -> None:
    account = make_portal_account(session)
    with refused(session, "uq_portal_account_email"):
        make_portal_account(session, email=account.email.upper())


def test_password_kept_in_clear(session: Session) -> None:
    with refused(session, "ck_portal_account_password_hashed"):
        make_portal_account(session, password_hash="secret")


def test_access_given_twice_unless_revoked(session: Session) -> None:
    row = {
        "portal_account_id": make_portal_account(session).id,
        "customer_id": make_customer(session).id,
    }
    access = make(session, PortalAccess, row, {})
    with refused(session, "uq_portal_access_once"):
        insert_like(session, access)
    access.revoked_at, access.revoked_by_id = NOON, make_user(session).id
    session.flush()
    insert_like(session, access, revoked_at=None, revoked_by_id=None)


def test_message_reworded(session: Session) -> None:
    make_portal_message(session)
    sql(session, "UPDATE portal.portal_message SET read_at = now()")
    for statement in (
        "UPDATE portal.portal_message SET body = 'autre'",
        "DELETE FROM portal.portal_message",
    ):
        with refused(session, "QU001"):
            sql(session, statement)


def test_message_of_nobody(session: Session) -> None:
    message = make_portal_message(session)
    with refused(session, "ck_portal_message_one_author"):
        insert_like(session, message, by_id=None)


def test_file_of_a_message_changed(session: Session) -> None:
    row = {"portal_message_id": make_portal_message(session).id, "file_id": make_file(session).id}
    make(session, PortalMessageFile, row | {"file_name": "photo.jpg"}, {})
    with refused(session, "QU001"):
        sql(session, "DELETE FROM portal.portal_message_file")


@pytest.mark.parametrize(
    ("to_all", "constraint"), [(False, "uq_document_share_once"), (True, "uq_document_share_all")]
)
def test_version_shared_twice(session: Session, to_all: bool, constraint: str) -> None:  # noqa: FBT001
    share = make_share(session)
    if to_all:
        share = session.get_one(type(share), insert_like(session, share, customer_id=None))
    with refused(session, constraint):
        insert_like(session, share)


def test_share_given_to_another(session: Session) -> None:
    make_share(session)
    with refused(session, "QU001"):
        sql(
            session,
            "UPDATE portal.document_share SET customer_id = :id",
            id=make_customer(session).id,
        )


def test_revoked_share_given_back(session: Session) -> None:
    make_share(session, revoked_at=NOON, revoked_by_id=make_user(session).id)
    with refused(session, "QU001"):
        sql(session, "UPDATE portal.document_share SET revoked_at = NULL, revoked_by_id = NULL")


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"quote_id": None}, "one_subject"),
        ({"state": "signed", "answered_at": NOON}, "signed_proved"),
        ({"state": "canceled"}, "answered_dated"),
        ({"state": "refused", "answered_at": NOON}, "refusal_explained"),
        ({"document_sha256": "vu"}, "document_sha256_digest"),
        ({"expires_at": NOON}, "expires_later"),
    ],
)
def test_request_that_makes_no_sense(
    session: Session, values: dict[str, object], constraint: str
) -> None:
    request = make_signature_request(session)
    with refused(session, f"ck_signature_request_{constraint}"):
        insert_like(session, request, **values)


def test_signature_after_the_request_expired(session: Session) -> None:
    request = make_signature_request(session)
    signed = {"state": "signed", "signature_id": make_signature(session).id}
    late = request.expires_at + timedelta(seconds=1)
    with refused(session, "ck_signature_request_signed_in_time"):
        insert_like(session, request, answered_at=late, **signed)


def test_quote_to_sign_twice_at_once(session: Session) -> None:
    request = make_signature_request(session)
    with refused(session, "uq_signature_request_pending"):
        insert_like(session, request)


def test_content_to_sign_changed(session: Session) -> None:
    make_signature_request(session)
    with refused(session, "QU001"):
        sql(session, "UPDATE portal.signature_request SET document_sha256 = repeat('a', 64)")


def test_refusal_taken_back(session: Session) -> None:
    make_signature_request(session)
    sql(
        session,
        "UPDATE portal.signature_request"
        " SET state = 'refused', answered_at = :at, refusal_reason = 'Trop cher'",
        at=NOON,
    )
    with refused(session, "QU004"):
        sql(session, "UPDATE portal.signature_request SET state = 'pending', answered_at = NULL")
    with refused(session, "QU001"):
        sql(session, "UPDATE portal.signature_request SET refusal_reason = 'Rien'")


def test_link_for_nothing(session: Session) -> None:
    link = make_portal_link(session)
    with refused(session, "ck_portal_link_target_of_purpose"):
        insert_like(session, link, token_sha256="f" * 64, purpose="signature")


def test_link_used_twice(session: Session) -> None:
    make_portal_link(session, used_at=NOON)
    with refused(session, "QU001"):
        sql(session, "UPDATE portal.portal_link SET used_at = now()")


def test_answered_privacy_request_changed(session: Session) -> None:
    row = {
        "party_id": make_party(session).id,
        "kind": "erasure",
        "asked_on": date(2026, 6, 1),
        "due_on": date(2026, 7, 1),
    }
    answer = {"answered_by_id": make_user(session).id, "answer": "Factures conservées dix ans"}
    with refused(session, "ck_privacy_request_answered_at_with_answered_by_id"):
        make(session, PrivacyRequest, row, {"answered_at": NOON, "answer": "Fait"})
    make(session, PrivacyRequest, row | answer, {"answered_at": NOON})
    with refused(session, "QU001"):
        sql(session, "DELETE FROM portal.privacy_request")
