"""Service contracts."""

from operational.migrations.steps import create_domain, drop_domain

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Creates the domain."""
    create_domain("contracts", "indices", "contracts", "schedule", "guards")


def downgrade() -> None:
    """Drops the domain."""
    drop_domain("contracts")
