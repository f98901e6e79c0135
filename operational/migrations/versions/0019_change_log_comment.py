"""What the change log says of itself."""

from alembic import op

revision = "0019"
down_revision = "0018"

BEFORE = (
    "A row that changed, for the warehouse; written by triggers, read below a snapshot's xmin."
)
AFTER = "A row that changed, for the warehouse; written by triggers, read once by a load."


def upgrade() -> None:
    """Says it."""
    op.create_table_comment("change", AFTER, schema="core")


def downgrade() -> None:
    """Says what was said before."""
    op.create_table_comment("change", BEFORE, schema="core")
