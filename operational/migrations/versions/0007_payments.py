"""Payments and banking."""

from operational.migrations.steps import create_domain, drop_domain

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Creates the domain."""
    create_domain("payments", "payments", "banking", "guards")


def downgrade() -> None:
    """Drops the domain."""
    drop_domain("payments")
