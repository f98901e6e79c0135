"""The customers' own space."""

from operational.migrations.steps import create_domain, drop_domain

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Creates the domain."""
    create_domain(
        "portal", "accounts", "exchanges", "guards", untracked={"portal_link", "portal_session"}
    )


def downgrade() -> None:
    """Drops the domain."""
    drop_domain("portal")
