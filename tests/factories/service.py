"""Equipment, tickets, interventions and their reports."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from operational.crm.models import Customer
from operational.service.models import (
    Equipment,
    Intervention,
    InterventionLabor,
    InterventionPart,
    InterventionReport,
    InterventionTravel,
    ReportPhoto,
    SatisfactionSurvey,
    ServiceTicket,
    ServiceType,
)
from tests.factories.base import make, next_number
from tests.factories.catalog import make_item
from tests.factories.crm import make_customer, make_employee, make_site
from tests.factories.documents import make_file, make_signature
from tests.factories.identity import make_user


def make_service_type(session: Session, **over: Any) -> ServiceType:
    """A type of service."""
    number = next_number()
    return make(session, ServiceType, {"code": f"S{number}", "label": f"Panne {number}"}, over)


def make_equipment(session: Session, **over: Any) -> Equipment:
    """A heat pump at a site of a new customer unless said."""
    customer_id = over.pop("customer_id", None) or make_customer(session).id
    customer = session.get_one(Customer, customer_id)
    defaults = {
        "customer_id": customer.id,
        "site_id": over.get("site_id") or make_site(session, party_id=customer.party_id).id,
        "designation": "Pompe à chaleur",
    }
    return make(session, Equipment, defaults, over)


def make_ticket(session: Session, **over: Any) -> ServiceTicket:
    """A ticket opened on 1 June 2026, of a new customer unless said."""
    customer_id = over.pop("customer_id", None) or make_customer(session).id
    customer = session.get_one(Customer, customer_id)
    defaults = {
        "company_id": customer.company_id,
        "agency_id": customer.agency_id,
        "customer_id": customer.id,
        "reference": f"SAV{next_number():05d}",
        "service_type_id": over.get("service_type_id") or make_service_type(session).id,
        "title": "Ne chauffe plus",
        "opened_on": date(2026, 6, 1),
    }
    return make(session, ServiceTicket, defaults, over)


def make_intervention(session: Session, **over: Any) -> Intervention:
    """An intervention planned on 3 June 2026, for a new ticket unless said."""
    ticket_id = over.pop("service_ticket_id", None) or make_ticket(session).id
    ticket = session.get_one(ServiceTicket, ticket_id)
    technician_id = over.pop("technician_id", None)
    if technician_id is None:
        technician_id = make_employee(session, agency_id=ticket.agency_id, job="technician").id
    defaults = {
        "company_id": ticket.company_id,
        "agency_id": ticket.agency_id,
        "customer_id": ticket.customer_id,
        "service_ticket_id": ticket.id,
        "reference": f"INT{next_number():05d}",
        "technician_id": technician_id,
        "planned_on": date(2026, 6, 3),
    }
    return make(session, Intervention, defaults, over)


def make_labor(session: Session, intervention: Intervention, **over: Any) -> InterventionLabor:
    """Two hours of the technician at 35.00."""
    defaults = {
        "intervention_id": intervention.id,
        "employee_id": intervention.technician_id,
        "hours": Decimal(2),
        "cost_rate": Decimal(35),
        "cost": Decimal("70.00"),
    }
    return make(session, InterventionLabor, defaults, over)


def make_travel(session: Session, intervention: Intervention, **over: Any) -> InterventionTravel:
    """Forty kilometers at 0.50 and an hour at 35.00."""
    defaults = {
        "intervention_id": intervention.id,
        "employee_id": intervention.technician_id,
        "kilometers": Decimal(40),
        "kilometer_rate": Decimal("0.50"),
        "hours": Decimal(1),
        "cost_rate": Decimal(35),
        "cost": Decimal("55.00"),
    }
    return make(session, InterventionTravel, defaults, over)


def make_part(session: Session, intervention: Intervention, **over: Any) -> InterventionPart:
    """A part that cost 60.00."""
    defaults = {
        "intervention_id": intervention.id,
        "item_id": over.get("item_id")
        or make_item(session, company_id=intervention.company_id).id,
        "quantity": Decimal(1),
        "unit_cost": Decimal(60),
        "cost": Decimal("60.00"),
    }
    return make(session, InterventionPart, defaults, over)


def make_report(session: Session, **over: Any) -> InterventionReport:
    """The report being written of a new intervention unless said."""
    intervention_id = over.pop("intervention_id", None) or make_intervention(session).id
    defaults = {"intervention_id": intervention_id, "work_done": "Carte remplacée"}
    return make(session, InterventionReport, defaults, over)


def make_photo(session: Session, report: InterventionReport, **over: Any) -> ReportPhoto:
    """The first photo of a report."""
    defaults = {
        "intervention_report_id": report.id,
        "position": 1,
        "file_id": make_file(session).id,
    }
    return make(session, ReportPhoto, defaults, over)


def sign(session: Session, report: InterventionReport) -> None:
    """The customer signs a report: it is frozen."""
    signature, user = make_signature(session), make_user(session)
    report.signature_id, report.frozen_by_id = signature.id, user.id
    report.frozen_at = datetime(2026, 6, 3, 16, tzinfo=UTC)
    session.flush()


def make_survey(session: Session, **over: Any) -> SatisfactionSurvey:
    """A survey sent on 5 June 2026 about a new ticket unless said."""
    ticket_id = over.pop("service_ticket_id", None) or make_ticket(session).id
    ticket = session.get_one(ServiceTicket, ticket_id)
    defaults = {
        "customer_id": ticket.customer_id,
        "service_ticket_id": ticket.id,
        "sent_on": date(2026, 6, 5),
    }
    return make(session, SatisfactionSurvey, defaults, over)
