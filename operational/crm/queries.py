"""Who is who among the people of the company and those it deals with."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from operational.crm.models.employees import Employee


def list_employees_of_user(session: Session, *, user_id: int) -> Sequence[int]:
    """The keys of the employees that a user is, at most one a company."""
    return session.scalars(
        select(Employee.id).where(Employee.user_id == user_id).order_by(Employee.id)
    ).all()
