"""What the database refuses about tickets, interventions and reports."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product

import pytest
from sqlalchemy.orm import Session

from operational.core.columns import Keyed
from operational.planning.models import Appointment
from operational.service.models import (
    InterventionTransition,
    ServiceTicket,
    TicketEvent,
)
from operational.service.rules import INTERVENTION_STEPS, TICKET_STEPS
from operational.service.types import InterventionState, TicketState
from tests.factories.base import make
from tests.factories.documents import make_signature
from tests.factories.identity import make_user
from tests.factories.service import (
    make_intervention,
    make_labor,
    make_part,
    make_photo,
    make_report,
    make_ticket,
    make_travel,
    sign,
)
from tests.refusals import insert_like, refused, sql

AT = datetime(2026, 6, 3, 14, tzinfo=UTC)


@pytest.mark.parametrize(("before", "after"), list(product(TicketState, TicketState)))
def test_steps_of_a_ticket(session: Session, before: TicketState, after: TicketState) -> None:
    user = make_user(session).id
    ticket = make_ticket(session, **ticket_values(before, user))
    statement = (
        "UPDATE service.service_ticket SET state = :state, resolved_on = :resolved_on,"
        " resolved_by_id = :resolved_by_id, canceled_at = :canceled_at,"
        " canceled_by_id = :canceled_by_id, cancel_reason = :cancel_reason WHERE id = :id"
    )
    values = {"id": ticket.id, **ticket_values(after, user)}
    if after is before or after in TICKET_STEPS[before]:
        sql(session, statement, **values)
    else:
        with refused(session, "QU004"):
            sql(session, statement, **values)


def ticket_values(state: TicketState, user: int) -> dict[str, object]:
    """What a ticket in a state says of its end."""
    resolved, canceled = state is TicketState.RESOLVED, state is TicketState.CANCELED
    return {
        "state": state,
        "resolved_on": date(2026, 6, 4) if resolved else None,
        "resolved_by_id": user if resolved else None,
        "canceled_at": AT if canceled else None,
        "canceled_by_id": user if canceled else None,
        "cancel_reason": "Doublon" if canceled else None,
    }


@pytest.mark.parametrize("column", ["reference", "opened_on"])
def test_opening_of_a_ticket_changed(session: Session, column: str) -> None:
    make_ticket(session)
    with refused(session, "QU001"):
        sql(session, f"UPDATE service.service_ticket SET {column} = '2026-05-01'")


def test_warranty_of_a_resolved_ticket_changed(session: Session) -> None:
    make_ticket(session, **ticket_values(TicketState.RESOLVED, make_user(session).id))
    with refused(session, "QU001"):
        sql(
            session,
            "UPDATE service.service_ticket SET under_warranty = true, warranty_basis = 'decision'",
        )


def test_ticket_deleted(session: Session) -> None:
    make_ticket(session)
    with refused(session, "QU001"):
        sql(session, "DELETE FROM service.service_ticket")


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"under_warranty": True}, "warranty_explained"),
        ({"state": "resolved"}, "resolved_whole"),
        ({"state": "canceled"}, "canceled_dated"),
        ({"state": "lost"}, "state_known"),
    ],
)
def test_ticket_that_makes_no_sense(
    session: Session, values: dict[str, object], constraint: str
) -> None:
    with refused(session, f"ck_service_ticket_{constraint}"):
        make_ticket(session, **values)


def test_ticket_resolved_before_it_was_opened(session: Session) -> None:
    resolved = ticket_values(TicketState.RESOLVED, make_user(session).id)
    with refused(session, "ck_service_ticket_resolved_on_after_opened_on"):
        make_ticket(session, **(resolved | {"resolved_on": date(2026, 5, 31)}))


def test_history_of_a_ticket_changed(session: Session) -> None:
    row = {
        "service_ticket_id": make_ticket(session).id,
        "kind": "note",
        "at": AT,
        "body": "Appelé",
    }
    make(session, TicketEvent, row, {})
    for statement in (
        "UPDATE service.ticket_event SET body = ''",
        "DELETE FROM service.ticket_event",
    ):
        with refused(session, "QU001"):
            sql(session, statement)


@pytest.mark.parametrize(("before", "after"), list(product(InterventionState, InterventionState)))
def test_steps_of_an_intervention(
    session: Session, before: InterventionState, after: InterventionState
) -> None:
    intervention = make_intervention(session, **intervention_values(before))
    statement = (
        "UPDATE service.intervention SET state = :state, started_at = :started_at,"
        " finished_at = :finished_at, not_done_reason = :not_done_reason WHERE id = :id"
    )
    values = {"id": intervention.id, **intervention_values(after)}
    if after is before or after in INTERVENTION_STEPS[before]:
        sql(session, statement, **values)
    else:
        with refused(session, "QU004"):
            sql(session, statement, **values)


def intervention_values(state: InterventionState) -> dict[str, object]:
    """What an intervention in a state says of its times."""
    started = state in (InterventionState.IN_PROGRESS, InterventionState.DONE)
    finished = state in (InterventionState.DONE, InterventionState.NOT_DONE)
    return {
        "state": state,
        "started_at": AT if started else None,
        "finished_at": AT if finished else None,
        "not_done_reason": "no_access" if state is InterventionState.NOT_DONE else None,
    }


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"service_ticket_id": None}, "for_something"),
        ({"state": "done", "started_at": AT}, "finished_dated"),
        ({"state": "done", "finished_at": AT}, "done_was_started"),
        ({"state": "not_done", "finished_at": AT}, "not_done_explained"),
        (
            {"state": "done", "started_at": AT, "finished_at": AT - timedelta(hours=1)},
            "finished_at_after_started_at",
        ),
    ],
)
def test_intervention_that_makes_no_sense(
    session: Session, values: dict[str, object], constraint: str
) -> None:
    intervention = make_intervention(session)
    with refused(session, f"ck_intervention_{constraint}"):
        insert_like(session, intervention, reference="INT-X", **values)


@pytest.mark.parametrize("state", [InterventionState.DONE, InterventionState.NOT_DONE])
def test_finished_intervention_changed(session: Session, state: InterventionState) -> None:
    make_intervention(session, **intervention_values(state))
    sql(session, "UPDATE service.intervention SET is_billable = false")
    with refused(session, "QU001"):
        sql(session, "UPDATE service.intervention SET planned_on = '2026-07-01'")
    with refused(session, "QU001"):
        sql(session, "DELETE FROM service.intervention")


def test_step_of_an_intervention_changed(session: Session) -> None:
    row = {"intervention_id": make_intervention(session).id, "at": AT}
    make(
        session,
        InterventionTransition,
        row | {"from_state": "planned", "to_state": "confirmed"},
        {},
    )
    with refused(session, "QU001"):
        sql(session, "UPDATE service.intervention_transition SET at = now()")


def test_signed_report_changed(session: Session) -> None:
    report = make_report(session)
    sign(session, report)
    sql(session, "UPDATE service.intervention_report SET document_id = NULL")
    for statement in (
        "UPDATE service.intervention_report SET work_done = 'Rien'",
        "UPDATE service.intervention_report SET frozen_at = NULL, signature_id = NULL",
        "DELETE FROM service.intervention_report",
    ):
        with refused(session, "QU001"):
            sql(session, statement)


def test_report_frozen_without_a_signature_nor_a_reason(session: Session) -> None:
    make_report(session)
    with refused(session, "ck_intervention_report_frozen_signed_or_why"):
        sql(
            session,
            "UPDATE service.intervention_report SET frozen_at = now(), frozen_by_id = :by",
            by=make_user(session).id,
        )


def test_report_signed_and_not_frozen(session: Session) -> None:
    make_report(session)
    with refused(session, "ck_intervention_report_frozen_signed_or_why"):
        sql(
            session,
            "UPDATE service.intervention_report SET signature_id = :id",
            id=make_signature(session).id,
        )


@pytest.mark.parametrize(
    "table", ["intervention_labor", "intervention_travel", "intervention_part", "report_photo"]
)
def test_part_of_a_signed_report_changed(session: Session, table: str) -> None:
    intervention = make_intervention(session)
    report = make_report(session, intervention_id=intervention.id)
    rows: dict[str, Keyed] = {
        "intervention_labor": make_labor(session, intervention),
        "intervention_travel": make_travel(session, intervention),
        "intervention_part": make_part(session, intervention),
        "report_photo": make_photo(session, report),
    }
    sign(session, report)
    with refused(session, "QU001"):
        sql(session, f"UPDATE service.{table} SET created_at = now()")
    with refused(session, "QU001"):
        sql(session, f"DELETE FROM service.{table}")
    with refused(session, "QU001"):
        insert_like(session, rows[table])


@pytest.mark.parametrize(
    ("column", "key"),
    [("intervention_id", "intervention_id"), ("signature_id", "signature_id")],
)
def test_two_reports_of_one(session: Session, column: str, key: str) -> None:
    report = make_report(session)
    sign(session, report)
    with refused(session, f"uq_intervention_report_{column}"):
        make_report(
            session,
            frozen_at=AT,
            frozen_by_id=report.frozen_by_id,
            **({"signature_id": make_signature(session).id} | {key: getattr(report, key)}),
        )


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"kind": "state_changed"}, "state_of_change"),
        ({"kind": "assigned"}, "assigned_named"),
        ({"kind": "note", "to_state": "open"}, "from_state_with_to_state"),
    ],
)
def test_event_that_makes_no_sense(
    session: Session, values: dict[str, object], constraint: str
) -> None:
    row = {"service_ticket_id": make_ticket(session).id, "at": AT}
    with refused(session, f"ck_ticket_event_{constraint}"):
        make(session, TicketEvent, row | values, {})


def test_appointment_of_two_interventions(session: Session) -> None:
    intervention = make_intervention(session)
    ticket = session.get_one(ServiceTicket, intervention.service_ticket_id)
    times = {"starts_at": AT, "ends_at": AT + timedelta(hours=1), "planned_hours": Decimal(1)}
    row = {"agency_id": ticket.agency_id, "kind": "internal", "title": "Panne"} | times
    appointment = make(session, Appointment, row, {})
    make_intervention(session, appointment_id=appointment.id)
    with refused(session, "uq_intervention_appointment_id"):
        make_intervention(session, appointment_id=appointment.id)
