"""Users, roles, rights and sessions."""

from operational.migrations.steps import create_domain, drop_domain

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Creates the domain."""
    create_domain(
        "identity",
        "tables",
        untracked={"api_token", "login_attempt", "password_reset", "user_session"},
    )


def downgrade() -> None:
    """Drops the domain."""
    drop_domain("identity")
