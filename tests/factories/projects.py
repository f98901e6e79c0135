"""Projects."""

from typing import Any

from sqlalchemy.orm import Session

from operational.crm.models import Customer
from operational.projects.models import Project
from tests.factories.base import make, next_number
from tests.factories.crm import make_customer


def make_project(session: Session, **over: Any) -> Project:
    """A project, of a new customer unless said."""
    customer_id = over.pop("customer_id", None) or make_customer(session).id
    customer = session.get_one(Customer, customer_id)
    defaults = {
        "company_id": customer.company_id,
        "agency_id": customer.agency_id,
        "customer_id": customer.id,
        "reference": f"AF{next_number():05d}",
        "title": "Piscine 8 × 4",
    }
    return make(session, Project, defaults, over)
