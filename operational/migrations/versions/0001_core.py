"""Company, numbering, and the technical ledgers."""

from alembic import op

from operational.migrations.steps import create_domain, drop_domain

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Creates the domain."""
    for extension in ("btree_gist", "citext", "pg_trgm", "unaccent"):
        op.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    create_domain(
        "core",
        "tables",
        "capture",
        "guards",
        "ledgers",
        untracked={
            "change",
            "audit_entry",
            "outbox_message",
            "job_run",
            "idempotency_key",
            "import_run",
            "imported_row",
        },
    )


def downgrade() -> None:
    """Drops the domain."""
    drop_domain("core")
