"""Companies and agencies."""

from typing import Any

from sqlalchemy.orm import Session

from operational.core.models import Agency, Company
from tests.factories.base import make, next_number


def make_company(session: Session, **over: Any) -> Company:
    """A company."""
    return make(session, Company, {"name": f"Société {next_number()}", "siren": "732829320"}, over)


def make_agency(session: Session, **over: Any) -> Agency:
    """An agency, of a new company unless said."""
    company_id = over.pop("company_id", None) or make_company(session).id
    number = next_number()
    defaults = {"company_id": company_id, "code": f"A{number}", "name": f"Agence {number}"}
    return make(session, Agency, defaults, over)
