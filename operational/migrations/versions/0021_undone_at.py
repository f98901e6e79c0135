"""When an allocation was undone, besides the day from which it is."""

from alembic import op

from operational.migrations.steps import run_sql

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Adds the instant, told for what was undone before, and has the database write it."""
    run_sql("sales/undone_at")


def downgrade() -> None:
    """Drops the instant."""
    op.execute("DROP TRIGGER undone_now ON sales.payment_allocation")
    op.execute("DROP FUNCTION sales.tell_undone_at")
    op.drop_column("payment_allocation", "undone_at", schema="sales")
