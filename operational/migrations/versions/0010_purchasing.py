"""Purchase orders, receipts and supplier invoices."""

from operational.migrations.steps import create_domain, drop_domain

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Creates the domain."""
    create_domain(
        "purchasing", "orders", "receipts", "allocations", "invoices", "payments", "guards"
    )


def downgrade() -> None:
    """Drops the domain."""
    drop_domain("purchasing")
