"""Chart of accounts, entries, taxes, bank and exports."""

from operational.migrations.steps import create_domain, drop_domain

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Creates the domain."""
    create_domain("accounting", "chart", "entries", "taxes", "bank", "exports", "guards")


def downgrade() -> None:
    """Drops the domain."""
    drop_domain("accounting")
