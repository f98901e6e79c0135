"""Projects."""

from operational.migrations.steps import create_domain, drop_domain

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Creates the domain."""
    create_domain("projects", "tables")


def downgrade() -> None:
    """Drops the domain."""
    drop_domain("projects")
