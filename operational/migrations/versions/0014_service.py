"""After-sales service."""

from operational.migrations.steps import create_domain, drop_domain

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Creates the domain."""
    create_domain("service", "equipment", "tickets", "interventions", "costs", "reports", "guards")


def downgrade() -> None:
    """Drops the domain."""
    drop_domain("service")
