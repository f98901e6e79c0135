"""Users and roles."""

from typing import Any

from sqlalchemy.orm import Session

from operational.identity.models import AppUser, Role
from tests.factories.base import make, next_number


def make_user(session: Session, **over: Any) -> AppUser:
    """A user without a password yet."""
    number = next_number()
    defaults = {"email": f"user{number}@example.com", "name": f"Utilisateur {number}"}
    return make(session, AppUser, defaults, over)


def make_role(session: Session, **over: Any) -> Role:
    """A role without any right."""
    number = next_number()
    return make(session, Role, {"code": f"role_{number}", "name": f"Rôle {number}"}, over)
