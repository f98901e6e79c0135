"""Items, prices and supplier catalogs."""

from operational.migrations.steps import create_domain, drop_domain

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Creates the domain."""
    create_domain("catalog", "items", "prices", "suppliers", "guards")


def downgrade() -> None:
    """Drops the domain."""
    drop_domain("catalog")
