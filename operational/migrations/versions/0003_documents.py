"""Files, documents, forms and signatures."""

from operational.migrations.steps import create_domain, drop_domain

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Creates the domain."""
    create_domain("documents", "files", "forms", "signatures", "guards")


def downgrade() -> None:
    """Drops the domain."""
    drop_domain("documents")
