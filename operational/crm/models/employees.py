"""The people of the company, as a role of a party."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from operational.core.columns import Base, Public
from operational.core.ddl import code_check, ordered, refers_to
from operational.crm.types import EmployeeJob


class Employee(Public, Base):
    """A person who works for the company; salesperson, technician… is the job."""

    __tablename__ = "employee"
    __table_args__ = (
        code_check("job", EmployeeJob),
        ordered("hired_on", "left_on"),
        UniqueConstraint("company_id", "code"),
        UniqueConstraint("party_id", "company_id"),
        {"schema": "crm"},
    )

    party_id: Mapped[int] = refers_to("crm.party")
    company_id: Mapped[int] = refers_to("core.company")
    agency_id: Mapped[int] = refers_to("core.agency")
    user_id: Mapped[int | None] = refers_to("identity.app_user")
    code: Mapped[str]
    job: Mapped[str]
    hired_on: Mapped[date]
    left_on: Mapped[date | None]
