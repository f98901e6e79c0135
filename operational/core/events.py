"""Facts in the past tense, recorded by operations and handled before the commit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Event:
    """A fact that happened in a domain and that other domains may react to."""


Handler = Callable[[Session, Any], None]
"""Called with the event type it is listed under in the table."""
Handlers = Mapping[type[Event], Sequence[Handler]]

_PENDING = "quarante.pending_events"


def record(session: Session, event: Event) -> None:
    """Keeps an event for the handlers that run when the transaction is left."""
    session.info.setdefault(_PENDING, []).append(event)


def handle_pending(session: Session, handlers: Handlers) -> None:
    """Runs the handlers of each recorded event, in order, including events that handlers record."""
    pending: list[Event] = session.info.setdefault(_PENDING, [])
    while pending:
        event = pending.pop(0)
        for handler in handlers.get(type(event), ()):
            handler(session, event)
