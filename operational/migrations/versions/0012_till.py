"""Till, cash book and loyalty."""

from operational.migrations.steps import create_domain, drop_domain

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Creates the domain."""
    create_domain("till", "tills", "receipts", "ledger", "cash_book", "loyalty", "guards")


def downgrade() -> None:
    """Drops the domain."""
    drop_domain("till")
