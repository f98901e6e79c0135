"""Failed tries alone lock a user out: no column repeats them."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Drops the column that nothing wrote."""
    op.drop_column("app_user", "locked_until", schema="identity")


def downgrade() -> None:
    """Brings the column back, empty."""
    op.add_column(
        "app_user", sa.Column("locked_until", sa.DateTime(timezone=True)), schema="identity"
    )
