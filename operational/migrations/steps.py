"""What the revisions are made of: SQL files, run in order, and change capture switched on."""

from collections.abc import Collection
from pathlib import Path

from alembic import op
from sqlalchemy import text

SQL = Path(__file__).parent / "sql"


def create_domain(schema: str, *files: str, untracked: Collection[str] = ()) -> None:
    """Creates the schema of a domain from its SQL files, in order.

    Every table is then captured for the warehouse and audited, but for the `untracked` ones: technical
    rows such as sessions, that nobody analyses.
    """
    op.execute(f"CREATE SCHEMA {schema}")
    for file in files:
        run_sql(f"{schema}/{file}")
    for table in tables_of(schema):
        if table not in untracked:
            op.execute(f"SELECT core.track_changes('{schema}.{table}')")


def run_sql(file: str) -> None:
    """Runs a file of the `sql` folder, named without its extension, as it is (no placeholders)."""
    op.get_bind().connection.cursor().execute((SQL / f"{file}.sql").read_text())


def tables_of(schema: str) -> list[str]:
    """The tables of a schema, by name."""
    query = text("SELECT tablename FROM pg_tables WHERE schemaname = :schema ORDER BY 1")
    return list(op.get_bind().scalars(query, {"schema": schema}))


def drop_domain(schema: str) -> None:
    """Drops a domain and all it holds."""
    op.execute(f"DROP SCHEMA {schema} CASCADE")
