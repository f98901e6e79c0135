"""The one table that says which domain reacts to which event."""

from operational.core.events import Handlers

HANDLERS: Handlers = {}
