"""The transitions that the database lets a table's state make, and those of a rule."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import text
from sqlalchemy.orm import Session

State = TypeVar("State", bound=StrEnum)

GUARD = text(
    "SELECT tgargs FROM pg_trigger"
    " WHERE tgrelid = CAST(:name AS regclass) AND tgfoid = 'core.check_transition'::regproc"
)


def transitions_in(session: Session, table: str) -> set[str]:
    """What the guard of a table allows, as `from>to`."""
    arguments: bytes = session.execute(GUARD, {"name": table}).scalar_one()
    return set(arguments.decode().rstrip("\0").split("\0"))


def transitions_of(rule: Mapping[State, Iterable[State]]) -> set[str]:
    """What a rule allows, as `from>to`."""
    return {f"{origin}>{target}" for origin, targets in rule.items() for target in targets}
