"""Where the screens get everything they show: one database and one warehouse per process."""

import atexit
from contextlib import ExitStack, suppress
from functools import cache

from operational.core.server import database_url
from operational.core.settings import settings
from transform.reader import NothingPublished, Reader, open_reader

_until_exit = ExitStack()
atexit.register(_until_exit.close)


@cache
def database() -> str:
    """The URL of the database in force; an embedded server runs until this process ends."""
    return _until_exit.enter_context(database_url(settings()))


@cache
def reader() -> Reader:
    """The reader of the warehouse, which threads share; raises NothingPublished before there is one."""
    opened = open_reader(database(), settings().lake_path)
    _until_exit.callback(opened.close)
    return opened


def warm_up() -> None:
    """Reads the warehouse once, so that the first person does not wait for its catalog."""
    with suppress(NothingPublished):
        reader().companies()
