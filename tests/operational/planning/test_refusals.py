"""What the database refuses about planning, and what its triggers copy so as to refuse it."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from operational.planning.models import AppointmentResource, TaskDependency, TravelAllowance
from operational.planning.rules import APPOINTMENT_TRANSITIONS, TASK_TRANSITIONS
from tests.factories.base import make
from tests.factories.crm import make_employee
from tests.factories.identity import make_user
from tests.factories.planning import (
    book,
    june,
    make_appointment,
    make_mileage_allowance,
    make_mileage_trip,
    make_resource,
    make_task,
    make_team,
)
from tests.refusals import refused, sql
from tests.transitions import transitions_in, transitions_of

BOOK = (
    "INSERT INTO planning.appointment_resource (appointment_id, resource_id)"
    " VALUES (:appointment, :resource)"
)
SCALE = (
    "INSERT INTO planning.mileage_scale (vehicle_kind, power_from, power_to, over_kilometers,"
    " up_to_kilometers, rate, valid_from, valid_to)"
    " VALUES ('car', :power_from, :power_to, :over, :up_to, 0.5, :valid_from, :valid_to)"
)


def test_two_firm_appointments_of_an_installer_overlap(session: Session) -> None:
    installer = make_resource(session)
    book(session, make_appointment(session), installer)
    other = make_appointment(session, starts_at=june(1, 11), ends_at=june(1, 15))
    with refused(session, "ex_appointment_resource_overlap"):
        sql(session, BOOK, appointment=other.id, resource=installer.id)


def test_an_appointment_may_start_when_another_ends(session: Session) -> None:
    installer = make_resource(session)
    book(session, make_appointment(session), installer)
    next_one = make_appointment(session, starts_at=june(1, 12), ends_at=june(1, 15))
    assert book(session, next_one, installer).id is not None


def test_overlaps_are_the_company_s_choice(session: Session) -> None:
    team = make_team(session, non_overlapping=False)
    book(session, make_appointment(session), team)
    assert book(session, make_appointment(session), team).id is not None


def test_company_that_chooses_against_overlaps_while_some_are_to_come(session: Session) -> None:
    team = make_team(session, non_overlapping=False)
    for _ in range(2):
        to_come = {"starts_at": june(1, 8).replace(year=2999)}
        to_come["ends_at"] = june(1, 12).replace(year=2999)
        book(session, make_appointment(session, **to_come), team)
    with refused(session, "ex_appointment_resource_overlap"):
        sql(
            session,
            "UPDATE planning.resource SET non_overlapping = true WHERE id = :id",
            id=team.id,
        )


def test_tentative_appointment_made_firm_over_another(session: Session) -> None:
    installer = make_resource(session)
    book(session, make_appointment(session), installer)
    tentative = make_appointment(session, state="tentative")
    book(session, tentative, installer)
    with refused(session, "ex_appointment_resource_overlap"):
        sql(
            session,
            "UPDATE planning.appointment SET state = 'firm' WHERE id = :id",
            id=tentative.id,
        )


def test_firm_appointment_moved_onto_another(session: Session) -> None:
    installer = make_resource(session)
    book(session, make_appointment(session), installer)
    later = make_appointment(session, starts_at=june(2, 8), ends_at=june(2, 12))
    book(session, later, installer)
    with refused(session, "ex_appointment_resource_overlap"):
        sql(
            session,
            "UPDATE planning.appointment SET starts_at = :starts WHERE id = :id",
            starts=june(1, 9),
            id=later.id,
        )


def test_two_appointments_swap_when_the_check_waits(session: Session) -> None:
    installer = make_resource(session)
    first = make_appointment(session)
    second = make_appointment(session, starts_at=june(2, 8), ends_at=june(2, 12))
    book(session, first, installer)
    swapped = book(session, second, installer)
    sql(session, "SET CONSTRAINTS ALL DEFERRED")
    for appointment, day in ((first, 2), (second, 1)):
        sql(
            session,
            "UPDATE planning.appointment SET starts_at = :starts, ends_at = :ends WHERE id = :id",
            starts=june(day, 8),
            ends=june(day, 12),
            id=appointment.id,
        )
    sql(session, "SET CONSTRAINTS ALL IMMEDIATE")
    session.refresh(swapped)
    assert swapped.starts_at == june(1, 8)


def test_times_typed_on_a_booking_are_those_of_its_appointment(session: Session) -> None:
    booking = book(session, make_appointment(session), make_resource(session))
    sql(
        session,
        "UPDATE planning.appointment_resource SET ends_at = :never, is_exclusive = false",
        never=june(30, 8),
    )
    session.refresh(booking)
    assert (booking.ends_at, booking.is_exclusive) == (june(1, 12), True)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("ends_at = starts_at", "ck_appointment_ends_later"),
        ("customer_id = NULL", "ck_appointment_customer_given"),
        ("state = 'canceled'", "ck_appointment_canceled_dated"),
        ("planned_hours = -1", "ck_appointment_planned_hours_not_negative"),
    ],
)
def test_appointment_that_makes_no_sense(session: Session, change: str, reason: str) -> None:
    appointment = make_appointment(session)
    with refused(session, reason):
        sql(
            session,
            f"UPDATE planning.appointment SET {change} WHERE id = :id",
            id=appointment.id,
        )


def test_locked_appointment_moved(session: Session) -> None:
    user = make_user(session)
    appointment = make_appointment(session, locked_at=june(1, 1), locked_by_id=user.id)
    with refused(session, "QU001"):
        sql(
            session,
            "UPDATE planning.appointment SET starts_at = :starts WHERE id = :id",
            starts=june(1, 9),
            id=appointment.id,
        )


def test_states_are_those_of_the_rules(session: Session) -> None:
    appointments = transitions_in(session, "planning.appointment")
    assert appointments == transitions_of(APPOINTMENT_TRANSITIONS)
    assert transitions_in(session, "planning.task") == transitions_of(TASK_TRANSITIONS)


def test_held_appointment_made_tentative(session: Session) -> None:
    appointment = make_appointment(session, state="held")
    with refused(session, "QU004"):
        sql(
            session,
            "UPDATE planning.appointment SET state = 'tentative' WHERE id = :id",
            id=appointment.id,
        )


def test_tasks_that_wait_for_each_other(session: Session) -> None:
    first, second, third = (make_task(session) for _ in range(3))
    wait = "INSERT INTO planning.task_dependency (task_id, predecessor_id) VALUES (:task, :after)"
    sql(session, wait, task=second.id, after=first.id)
    sql(session, wait, task=third.id, after=second.id)
    with refused(session, "task_dependency_acyclic"):
        sql(session, wait, task=first.id, after=third.id)


def test_dependency_turned_into_a_cycle(session: Session) -> None:
    first, second, third = (make_task(session) for _ in range(3))
    make(session, TaskDependency, {"task_id": second.id, "predecessor_id": first.id}, {})
    turned = {"task_id": third.id, "predecessor_id": second.id}
    dependency = make(session, TaskDependency, turned, {})
    with refused(session, "task_dependency_acyclic"):
        sql(
            session,
            "UPDATE planning.task_dependency SET task_id = :first WHERE id = :id",
            first=first.id,
            id=dependency.id,
        )


def test_task_inside_its_own_part(session: Session) -> None:
    whole = make_task(session)
    part = make_task(session, parent_id=whole.id)
    with refused(session, "task_acyclic"):
        sql(
            session,
            "UPDATE planning.task SET parent_id = :part WHERE id = :whole",
            part=part.id,
            whole=whole.id,
        )


def test_task_done_without_a_date(session: Session) -> None:
    task = make_task(session)
    with refused(session, "ck_task_done_dated"):
        sql(session, "UPDATE planning.task SET state = 'done' WHERE id = :id", id=task.id)


def test_resource_that_is_an_employee_without_one(session: Session) -> None:
    team = make_team(session)
    with refused(session, "ck_resource_employee_given"):
        sql(session, "UPDATE planning.resource SET kind = 'employee' WHERE id = :id", id=team.id)


def test_working_times_that_overlap(session: Session) -> None:
    add = (
        "INSERT INTO planning.working_time"
        " (resource_id, weekday, starts_at, ends_at, valid_from)"
        " VALUES (:resource, :weekday, :starts, :ends, '2026-01-01')"
    )
    resource = make_resource(session).id
    sql(session, add, resource=resource, weekday=1, starts="08:00", ends="12:00")
    sql(session, add, resource=resource, weekday=1, starts="12:00", ends="17:00")
    sql(session, add, resource=resource, weekday=2, starts="08:00", ends="12:00")
    with refused(session, "ex_working_time_overlap"):
        sql(session, add, resource=resource, weekday=1, starts="11:00", ends="13:00")


def test_absences_that_overlap(session: Session) -> None:
    add = (
        "INSERT INTO planning.availability (resource_id, kind, starts_at, ends_at)"
        " VALUES (:resource, 'leave', :starts, :ends)"
    )
    resource = make_resource(session).id
    sql(session, add, resource=resource, starts=june(1, 0), ends=june(5, 0))
    with refused(session, "ex_availability_overlap"):
        sql(session, add, resource=resource, starts=june(4, 0), ends=june(8, 0))


def test_member_of_a_team_twice_at_once(session: Session) -> None:
    add = (
        "INSERT INTO planning.resource_membership (team_id, member_id, valid_from, valid_to)"
        " VALUES (:team, :member, :valid_from, NULL)"
    )
    team, member = make_team(session).id, make_resource(session).id
    sql(session, add, team=team, member=member, valid_from=date(2026, 1, 1))
    with refused(session, "ex_resource_membership_overlap"):
        sql(session, add, team=team, member=member, valid_from=date(2026, 6, 1))


def test_week_that_does_not_start_on_monday(session: Session) -> None:
    agency = make_employee(session).agency_id
    with refused(session, "ck_hours_pool_week_from_monday"):
        sql(
            session,
            "WITH g AS (INSERT INTO planning.resource_group (agency_id, name)"
            " VALUES (:agency, 'Poseurs') RETURNING id)"
            " INSERT INTO planning.hours_pool (resource_group_id, week_starts_on, available_hours)"
            " SELECT id, date '2026-06-02', 70 FROM g",
            agency=agency,
        )


CELL = {
    "power_from": 4,
    "power_to": 4,
    "over": 0,
    "up_to": 5000,
    "valid_from": date(2026, 1, 1),
    "valid_to": date(2026, 12, 31),
}


@pytest.mark.parametrize(
    "changes",
    [
        {"over": 4000, "up_to": 6000},
        {"power_from": 3, "power_to": None},
        {"valid_from": date(2026, 12, 31), "valid_to": None},
    ],
)
def test_mileage_scale_with_two_rates_for_a_drive(
    session: Session, changes: dict[str, object]
) -> None:
    sql(session, SCALE, **CELL)
    with refused(session, "ex_mileage_scale_overlap"):
        sql(session, SCALE, **(CELL | changes))


def test_mileage_scale_with_bands_powers_and_years_side_by_side(session: Session) -> None:
    sql(session, SCALE, **CELL)
    sql(session, SCALE, **(CELL | {"over": 5000, "up_to": None}))
    sql(session, SCALE, **(CELL | {"power_from": 5, "power_to": None}))
    sql(session, SCALE, **(CELL | {"valid_from": date(2027, 1, 1), "valid_to": None}))


def test_allowance_settled_for_other_kilometers_than_its_trips(session: Session) -> None:
    allowance = make_mileage_allowance(session)
    make_mileage_trip(
        session, employee_id=allowance.employee_id, mileage_allowance_id=allowance.id
    )
    with refused(session, "QU002"):
        settle(session, allowance.id)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE planning.mileage_allowance SET amount = 0 WHERE id = :id",
        "DELETE FROM planning.mileage_allowance WHERE id = :id",
        "UPDATE planning.mileage_trip SET kilometers = 31 WHERE mileage_allowance_id = :id",
        "DELETE FROM planning.mileage_trip WHERE mileage_allowance_id = :id",
        "UPDATE planning.mileage_trip SET mileage_allowance_id = :id",
    ],
    ids=["amount", "allowance deleted", "trip changed", "trip deleted", "trip added"],
)
def test_settled_allowance_changed(session: Session, statement: str) -> None:
    allowance = make_mileage_allowance(session)
    make_mileage_trip(session)
    settle(session, allowance.id)
    with refused(session, "QU001"):
        sql(session, statement, id=allowance.id)


def test_settled_travel_allowance_changed(session: Session) -> None:
    user, employee = make_user(session), make_employee(session)
    values = {
        "employee_id": employee.id,
        "day": date(2026, 6, 1),
        "zone": "2",
        "kilometers": Decimal(15),
        "meal_amount": Decimal("12.00"),
        "transport_amount": Decimal("4.50"),
        "travel_amount": Decimal("3.10"),
        "settled_at": june(30, 8),
        "settled_by_id": user.id,
    }
    allowance = make(session, TravelAllowance, values, {})
    with refused(session, "QU001"):
        sql(
            session,
            "UPDATE planning.travel_allowance SET meal_amount = 20 WHERE id = :id",
            id=allowance.id,
        )


def test_resource_booked_twice_for_an_appointment(session: Session) -> None:
    appointment, team = make_appointment(session), make_team(session, non_overlapping=False)
    booking: AppointmentResource = book(session, appointment, team)
    with refused(session, "uq_appointment_resource_appointment_id_resource_id"):
        sql(session, BOOK, appointment=booking.appointment_id, resource=booking.resource_id)


def settle(session: Session, allowance: int) -> None:
    sql(
        session,
        "UPDATE planning.mileage_allowance SET settled_at = now(), settled_by_id = :user"
        " WHERE id = :id",
        id=allowance,
        user=make_user(session).id,
    )
