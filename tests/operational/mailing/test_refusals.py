"""What the database refuses about campaigns, messages, boards by mail and alerts."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from operational.mailing.models import (
    Audience,
    AudienceMember,
    MessageEvent,
    ReportDelivery,
    Suppression,
    Unsubscription,
)
from tests.factories.base import make
from tests.factories.core import make_company
from tests.factories.crm import make_party
from tests.factories.identity import make_user
from tests.factories.mailing import (
    make_alert,
    make_campaign,
    make_link,
    make_message,
    make_subscription,
)
from tests.refusals import insert_like, refused, sql

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
STATE = "UPDATE mailing.campaign SET state = :state"
SMS = {"channel": "sms", "subject": None}


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        (SMS | {"body": "x" * 141}, "sms_length"),
        (SMS | {"subject": "Bonjour"}, "subject_of_email"),
        ({"subject": None}, "subject_of_email"),
        (SMS | {"tracks_opening": True}, "sms_untracked"),
        ({"state": "sending", "consent_basis": None}, "basis_given"),
        ({"on_energy_renovation": True}, "energy_renovation_to_current_contracts"),
        ({"state": "scheduled"}, "scheduled_dated"),
        ({"state": "sent"}, "sent_dated"),
    ],
)
def test_campaign_that_may_not_be_sent(
    session: Session, values: dict[str, object], constraint: str
) -> None:
    with refused(session, f"ck_campaign_{constraint}"):
        make_campaign(session, **values)


def test_state_of_a_campaign_out_of_turn(session: Session) -> None:
    make_campaign(session)
    sql(session, STATE, state="sending")
    with refused(session, "QU004"):
        sql(session, STATE, state="draft")


@pytest.mark.parametrize(
    "change", ["body = 'autre'", "subject = 'autre'", "audience_id = NULL, title = ''"]
)
def test_content_changed_once_it_left(session: Session, change: str) -> None:
    make_campaign(session)
    sql(session, STATE, state="sending")
    with refused(session, "QU001"):
        sql(session, f"UPDATE mailing.campaign SET {change}")


def test_link_changed_once_it_left(session: Session) -> None:
    make_link(session, make_campaign(session))
    sql(session, STATE, state="sending")
    for statement in (
        "UPDATE mailing.campaign_link SET url = 'https://autre.example.com'",
        "DELETE FROM mailing.campaign_link",
    ):
        with refused(session, "QU001"):
            sql(session, statement)


def test_address_that_gets_a_campaign_twice(session: Session) -> None:
    message = make_message(session)
    with refused(session, "uq_message_campaign_id_address"):
        insert_like(session, message, party_id=make_party(session).id)


def test_person_who_gets_a_campaign_twice(session: Session) -> None:
    message = make_message(session)
    with refused(session, "uq_message_campaign_recipient"):
        insert_like(session, message, address="autre@example.com")


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"state": "skipped"}, "skip_explained"),
        ({"address": None}, "address_given"),
        ({"state": "sent"}, "sent_dated"),
        ({"campaign_id": None}, "body_given"),
        ({"channel": "sms"}, "parts_of_sms"),
    ],
)
def test_message_that_makes_no_sense(
    session: Session, values: dict[str, object], constraint: str
) -> None:
    message = make_message(session)
    other = {"address": "autre@example.com", "party_id": make_party(session).id}
    with refused(session, f"ck_message_{constraint}"):
        insert_like(session, message, **(other | values))


def test_state_of_a_message_out_of_turn(session: Session) -> None:
    make_message(session)
    with refused(session, "QU004"):
        sql(session, "UPDATE mailing.message SET state = 'delivered', sent_at = now()")


@pytest.mark.parametrize("kind", ["opened", "clicked"])
def test_reading_kept_without_consent(session: Session, kind: str) -> None:
    message = make_message(session)
    link = make_link(session, make_campaign(session)) if kind == "clicked" else None
    row = {"message_id": message.id, "kind": kind, "at": AT}
    row |= {"campaign_link_id": link.id if link else None}
    with refused(session, "ck_message_event_tracked_with_consent"):
        make(session, MessageEvent, row, {})
    with refused(session, "fk_message_event_message_id_tracking_consent"):
        make(session, MessageEvent, row | {"tracking_consent": True}, {})


def test_reading_kept_with_consent(session: Session) -> None:
    message = make_message(session, tracking_consent=True)
    row = {"message_id": message.id, "kind": "opened", "at": AT, "tracking_consent": True}
    make(session, MessageEvent, row, {})
    with refused(session, "QU001"):
        sql(session, "UPDATE mailing.message_event SET at = now()")


def test_click_on_nothing(session: Session) -> None:
    message = make_message(session, tracking_consent=True)
    row = {"message_id": message.id, "kind": "clicked", "at": AT, "tracking_consent": True}
    with refused(session, "ck_message_event_link_of_click"):
        make(session, MessageEvent, row, {})


def test_unsubscription_changed(session: Session) -> None:
    message = make_message(session)
    row = {
        "company_id": message.company_id,
        "channel": "email",
        "address": message.address,
        "asked_at": AT,
        "source": "one_click",
    }
    with refused(session, "ck_unsubscription_message_of_click"):
        make(session, Unsubscription, row, {})
    made = make(session, Unsubscription, row | {"message_id": message.id}, {})
    with refused(session, "uq_unsubscription_message_id"):
        insert_like(session, made)
    with refused(session, "QU001"):
        sql(session, "DELETE FROM mailing.unsubscription")


def test_address_suppressed_twice_unless_lifted(session: Session) -> None:
    row = {
        "company_id": make_company(session).id,
        "channel": "email",
        "address": "perdu@example.com",
        "reason": "hard_bounce",
        "suppressed_at": AT,
    }
    by, first = make_user(session).id, make(session, Suppression, row, {})
    with refused(session, "uq_suppression_address"):
        insert_like(session, first)
    with refused(session, "ck_suppression_lifted_whole"):
        sql(session, "UPDATE mailing.suppression SET lifted_at = now()")
    first.lifted_at, first.lifted_by_id, first.lift_reason = AT, by, "Adresse corrigée"
    insert_like(session, first, lifted_at=None, lifted_by_id=None, lift_reason=None)
    with refused(session, "QU001"):
        sql(session, "DELETE FROM mailing.suppression WHERE lifted_at IS NOT NULL")


def test_member_listed_twice(session: Session) -> None:
    listed = {"company_id": make_company(session).id, "label": "Clients 2026", "kind": "list"}
    audience = make(session, Audience, listed, {})
    row = {"audience_id": audience.id, "party_id": make_party(session).id}
    member = make(session, AudienceMember, row, {})
    with refused(session, "uq_audience_member_audience_id_party_id_contact_id"):
        insert_like(session, member)


def test_filter_without_a_query(session: Session) -> None:
    row = {"company_id": make_company(session).id, "label": "Clients perdus", "kind": "filter"}
    with refused(session, "ck_audience_query_of_filter"):
        make(session, Audience, row, {})


@pytest.mark.parametrize("weekdays", ["", "21", "8", "11"])
def test_days_no_week_has(session: Session, weekdays: str) -> None:
    with refused(session, "ck_report_subscription_weekdays_listed"):
        make_subscription(session, weekdays=weekdays)


def test_board_sent_twice_for_a_day(session: Session) -> None:
    row = {
        "report_subscription_id": make_subscription(session).id,
        "business_date": date(2026, 6, 1),
        "figures": {"revenue": "1200.00"},
        "message_id": make_message(session).id,
    }
    delivery = make(session, ReportDelivery, row, {})
    with refused(session, "uq_report_delivery_report_subscription_id_business_date"):
        insert_like(session, delivery)
    with refused(session, "QU001"):
        sql(session, "UPDATE mailing.report_delivery SET figures = '{}'")


def test_alert_raised_twice_for_a_day(session: Session) -> None:
    alert = make_alert(session)
    with refused(session, "uq_alert_alert_rule_id_business_date"):
        insert_like(session, alert)


def test_alert_acknowledged_without_a_note(session: Session) -> None:
    make_alert(session)
    with refused(session, "ck_alert_acknowledged_whole"):
        sql(
            session,
            "UPDATE mailing.alert SET acknowledged_at = now(), acknowledged_by_id = :by",
            by=make_user(session).id,
        )


def test_acknowledged_alert_changed(session: Session) -> None:
    by = make_user(session).id
    make_alert(session, acknowledged_at=AT, acknowledged_by_id=by, note="Relances faites")
    with refused(session, "QU001"):
        sql(session, "UPDATE mailing.alert SET note = 'Rien'")
