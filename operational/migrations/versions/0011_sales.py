"""From the quote to the money."""

from operational.migrations.steps import create_domain, drop_domain

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Creates the domain."""
    create_domain(
        "sales",
        "quotes",
        "orders",
        "deliveries",
        "invoicing_invoices",
        "invoicing_settlement",
        "invoicing_recurrence",
        "dunning",
        "commissions",
        "guards_quotes_orders",
        "guards_invoices",
        "guards_settlement",
    )


def downgrade() -> None:
    """Drops the domain."""
    drop_domain("sales")
