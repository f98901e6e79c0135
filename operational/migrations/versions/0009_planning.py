"""Resources, appointments, tasks and mileage."""

from operational.migrations.steps import create_domain, drop_domain

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Creates the domain."""
    create_domain(
        "planning",
        "resources",
        "calendars",
        "appointments",
        "tasks",
        "mileage",
        "guards",
        untracked={"calendar_feed"},
    )


def downgrade() -> None:
    """Drops the domain."""
    drop_domain("planning")
