"""Campaigns, messages, subscriptions and alerts."""

from operational.migrations.steps import create_domain, drop_domain

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Creates the domain."""
    create_domain("mailing", "campaigns", "messages", "boards", "guards")


def downgrade() -> None:
    """Drops the domain."""
    drop_domain("mailing")
