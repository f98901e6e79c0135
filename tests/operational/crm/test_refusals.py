"""What the database refuses about parties and their roles."""

import pytest
from sqlalchemy.orm import Session

from tests.factories.crm import make_customer, make_party
from tests.refusals import refused, sql


def test_siret_of_another_siren(session: Session) -> None:
    party = make_party(session)
    with refused(session, "ck_party_siret_of_siren"):
        sql(
            session,
            "UPDATE crm.party SET siren = '732829320', siret = '55208131766522' WHERE id = :id",
            id=party.id,
        )


def test_party_that_is_twice_a_customer(session: Session) -> None:
    customer = make_customer(session)
    with refused(session, "uq_customer_party_id_company_id"):
        make_customer(session, party_id=customer.party_id, agency_id=customer.agency_id)


def test_customer_without_a_date(session: Session) -> None:
    customer = make_customer(session)
    with refused(session, "ck_customer_customer_dated"):
        sql(
            session, "UPDATE crm.customer SET customer_since = NULL WHERE id = :id", id=customer.id
        )


@pytest.mark.parametrize(
    ("point", "constraint"),
    [
        ("43.5, NULL, 'commune'", "ck_address_latitude_with_longitude"),
        ("43.5, 5.4, NULL", "ck_address_point_precision"),
        ("95, 5.4, 'commune'", "ck_address_latitude_range"),
        ("43.5, 5.4, 'guess'", "ck_address_geocoding_precision_known"),
    ],
)
def test_point_half_known(session: Session, point: str, constraint: str) -> None:
    party = make_party(session)
    with refused(session, constraint):
        sql(
            session,
            "INSERT INTO crm.address (party_id, latitude, longitude, geocoding_precision)"
            f" VALUES (:party, {point})",
            party=party.id,
        )


def test_consent_rewritten(session: Session) -> None:
    party = make_party(session)
    sql(
        session,
        "INSERT INTO crm.consent (party_id, channel, purpose, granted, given_at, source)"
        " VALUES (:party, 'email', 'marketing', false, now(), 'formulaire')",
        party=party.id,
    )
    with refused(session, "QU001"):
        sql(session, "UPDATE crm.consent SET granted = true")


def test_contact_point_of_nobody(session: Session) -> None:
    with refused(session, "ck_contact_point_one_owner"):
        sql(
            session,
            "INSERT INTO crm.contact_point (kind, value, normalized)"
            " VALUES ('email', 'a@example.com', 'a@example.com')",
        )
