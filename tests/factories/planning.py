"""Resources, appointments, tasks, vehicles and trips."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from operational.crm.models import Customer, Employee
from operational.planning.models import (
    Appointment,
    AppointmentResource,
    MileageAllowance,
    MileageTrip,
    Resource,
    Task,
    TaskType,
    Vehicle,
)
from tests.factories.base import make, next_number
from tests.factories.core import make_agency
from tests.factories.crm import make_customer, make_employee
from tests.factories.projects import make_project


def make_resource(session: Session, **over: Any) -> Resource:
    """An installer, of a new agency unless said."""
    employee_id = over.pop("employee_id", None)
    if employee_id is None:
        agency_id = over.get("agency_id") or make_agency(session).id
        employee_id = make_employee(session, agency_id=agency_id, job="installer").id
    employee = session.get_one(Employee, employee_id)
    defaults = {
        "agency_id": employee.agency_id,
        "kind": "employee",
        "name": f"Poseur {next_number()}",
        "employee_id": employee.id,
    }
    return make(session, Resource, defaults, over)


def make_team(session: Session, **over: Any) -> Resource:
    """A team, of a new agency unless said."""
    agency_id = over.pop("agency_id", None) or make_agency(session).id
    defaults = {"agency_id": agency_id, "kind": "team", "name": f"Équipe {next_number()}"}
    return make(session, Resource, defaults, over)


def make_appointment(session: Session, **over: Any) -> Appointment:
    """A firm installation on 1 June 2026 from 8 to 12 UTC, at a new customer unless said."""
    customer_id = over.pop("customer_id", None) or make_customer(session).id
    customer = session.get_one(Customer, customer_id)
    defaults = {
        "agency_id": customer.agency_id,
        "kind": "installation",
        "title": "Pose",
        "customer_id": customer.id,
        "state": "firm",
        "starts_at": june(1, 8),
        "ends_at": june(1, 12),
        "planned_hours": Decimal(4),
    }
    return make(session, Appointment, defaults, over)


def book(session: Session, appointment: Appointment, resource: Resource) -> AppointmentResource:
    """A resource booked for an appointment."""
    values = {"appointment_id": appointment.id, "resource_id": resource.id}
    return make(session, AppointmentResource, values, {})


def make_task_type(session: Session, **over: Any) -> TaskType:
    """A type of installation work."""
    number = next_number()
    defaults = {
        "code": f"type_{number}",
        "label": f"Type {number}",
        "appointment_kind": "installation",
        "color": "#336699",
    }
    return make(session, TaskType, defaults, over)


def make_task(session: Session, **over: Any) -> Task:
    """Two days of work, of a new project and type unless said."""
    defaults = {
        "project_id": over.pop("project_id", None) or make_project(session).id,
        "task_type_id": over.pop("task_type_id", None) or make_task_type(session).id,
        "title": "Terrassement",
        "starts_on": date(2026, 6, 1),
        "ends_on": date(2026, 6, 2),
    }
    return make(session, Task, defaults, over)


def make_vehicle(session: Session, **over: Any) -> Vehicle:
    """A van of 6 fiscal horsepower, of a new agency unless said."""
    agency_id = over.pop("agency_id", None) or make_agency(session).id
    number = next_number()
    defaults = {
        "agency_id": agency_id,
        "registration": f"AB-{number:04d}-CD",
        "name": f"Fourgon {number}",
        "fiscal_power": 6,
    }
    return make(session, Vehicle, defaults, over)


def make_mileage_allowance(session: Session, **over: Any) -> MileageAllowance:
    """What June 2026 is worth to a new employee, not settled yet; its only trip is 30 km."""
    employee = make_employee(session)
    vehicle = make_vehicle(session, agency_id=employee.agency_id)
    defaults = {
        "employee_id": employee.id,
        "vehicle_id": vehicle.id,
        "month": date(2026, 6, 1),
        "kilometers": Decimal(30),
        "year_kilometers": Decimal(30),
        "amount": Decimal("19.95"),
    }
    allowance = make(session, MileageAllowance, defaults, over)
    make_mileage_trip(session, employee_id=employee.id, mileage_allowance_id=allowance.id)
    return allowance


def make_mileage_trip(session: Session, **over: Any) -> MileageTrip:
    """30 km on 1 June 2026, by a new employee unless said."""
    employee_id = over.pop("employee_id", None) or make_employee(session).id
    defaults = {
        "employee_id": employee_id,
        "day": date(2026, 6, 1),
        "from_label": "Agence",
        "to_label": "Client",
        "kilometers": Decimal(30),
    }
    return make(session, MileageTrip, defaults, over)


def june(day: int, hour: int) -> datetime:
    """An hour of a day of June 2026, UTC."""
    return datetime(2026, 6, day, hour, tzinfo=UTC)
