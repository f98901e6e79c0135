"""Parties and their roles."""

from operational.migrations.steps import create_domain, drop_domain

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Creates the domain."""
    create_domain("crm", "parties", "employees", "customers", "relations", "guards")


def downgrade() -> None:
    """Drops the domain."""
    drop_domain("crm")
