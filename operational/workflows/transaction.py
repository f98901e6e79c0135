"""`transaction()` as the edges (screens, API, command line, jobs) use it."""

from functools import partial

from operational.core import database
from operational.migrations.metadata import import_all_models
from operational.workflows.handlers import HANDLERS

import_all_models()  # a foreign key is resolved only where the table it points at is known

transaction = partial(database.transaction, handlers=HANDLERS)
"""`with transaction(url, by=user_id) as session:` one unit of work with every handler in force."""
