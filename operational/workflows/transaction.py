"""`transaction()` as the edges (screens, API, command line, jobs) use it."""

from functools import partial

from operational.core import database
from operational.workflows.handlers import HANDLERS

transaction = partial(database.transaction, handlers=HANDLERS)
"""`with transaction(url, by=user_id) as session:` one unit of work with every handler in force."""
