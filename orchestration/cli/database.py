"""The database as the commands that write to it want it: there, and at the present schema."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def ready_database() -> Iterator[str]:
    """The URL of the database in force, which runs during the block and has every table."""
    from operational import migrations
    from operational.core.server import database_url
    from operational.core.settings import settings

    with database_url(settings()) as url:
        migrations.upgrade(url)
        yield url
