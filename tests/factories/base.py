"""What every factory does: number its row, add it, flush it."""

from itertools import count
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from operational.core.columns import Base

Row = TypeVar("Row", bound=Base)
_numbers = count(1)


def next_number() -> int:
    """A number never given before in this process, for references and names."""
    return next(_numbers)


def make(
    session: Session, model: type[Row], defaults: dict[str, Any], over: dict[str, Any]
) -> Row:
    """Adds a row with defaults and what the test says over them, and flushes it."""
    row = model(**(defaults | over))
    session.add(row)
    session.flush()
    return row
