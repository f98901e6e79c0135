"""The history of the schema, and the way to bring a database to its head."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from operational.core.database import engine


def upgrade(url: str, revision: str = "head") -> None:
    """Brings the database at `url` to a revision; each revision is one transaction."""
    command.upgrade(config(url), revision)


def is_current(url: str) -> bool:
    """Whether the database is at the head."""
    with engine(url).connect() as connection:
        found = MigrationContext.configure(connection).get_current_heads()
    return set(found) == set(ScriptDirectory.from_config(config(url)).get_heads())


def config(url: str) -> Config:
    """Alembic's configuration for a database, without an ini file."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent))
    settings.attributes["url"] = url
    return settings
