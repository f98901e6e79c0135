"""Parties and their roles."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from operational.core.models import Agency
from operational.crm.models import Contact, Customer, Employee, Party, Site, Supplier
from tests.factories.base import make, next_number
from tests.factories.core import make_agency


def make_party(session: Session, **over: Any) -> Party:
    """A person."""
    return make(session, Party, {"kind": "person", "name": f"Martin {next_number()}"}, over)


def make_contact(session: Session, **over: Any) -> Contact:
    """A contact."""
    return make(session, Contact, {"last_name": f"Durand {next_number()}"}, over)


def make_site(session: Session, **over: Any) -> Site:
    """A site, of a new party unless said."""
    party_id = over.pop("party_id", None) or make_party(session).id
    return make(session, Site, {"party_id": party_id, "name": "Maison"}, over)


def make_customer(session: Session, **over: Any) -> Customer:
    """A customer since 2024, of a new agency unless said."""
    defaults = _role(session, over) | {
        "reference": f"C{next_number():05d}",
        "stage": "customer",
        "prospect_since": date(2024, 1, 1),
        "customer_since": date(2024, 1, 1),
    }
    return make(session, Customer, defaults, over)


def make_supplier(session: Session, **over: Any) -> Supplier:
    """A supplier, of a new company unless said."""
    defaults = _role(session, over) | {"reference": f"F{next_number():05d}"}
    del defaults["agency_id"]
    return make(session, Supplier, defaults, over)


def make_employee(session: Session, **over: Any) -> Employee:
    """A salesperson, of a new agency unless said."""
    defaults = _role(session, over) | {
        "code": f"E{next_number():04d}",
        "job": "salesperson",
        "hired_on": date(2020, 1, 1),
    }
    return make(session, Employee, defaults, over)


def _role(session: Session, over: dict[str, Any]) -> dict[str, Any]:
    """Party, company and agency of a role: those said, or new ones that belong together."""
    if "agency_id" in over:
        agency = session.get_one(Agency, over["agency_id"])
    else:
        agency = make_agency(session, **{k: over[k] for k in ("company_id",) if k in over})
    party_id = over.get("party_id") or make_party(session).id
    return {"party_id": party_id, "company_id": agency.company_id, "agency_id": agency.id}
