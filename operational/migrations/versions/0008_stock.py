"""Stock ledger, levels, serial numbers and counts."""

from operational.migrations.steps import create_domain, drop_domain

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Creates the domain."""
    create_domain("stock", "warehouses", "serials", "ledger", "needs", "counts", "guards")


def downgrade() -> None:
    """Drops the domain."""
    drop_domain("stock")
