"""Roles with no more rights than they need: the application's, and that of who only reads."""

from alembic import op

from operational.migrations.metadata import SCHEMAS
from operational.migrations.steps import run_sql

revision = "0020"
down_revision = "0019"

LOCK_LEDGERS = (
    "stock.refuse_excess_return()",
    "stock.refuse_excess_serials()",
    "till.check_return()",
)
"""Triggers that lock rows of a ledger, which takes the right to change them: its owner's."""


def upgrade() -> None:
    """Brings what grants; the environment has it grant after each upgrade."""
    run_sql("core/roles")
    for function in LOCK_LEDGERS:
        op.execute(
            f"ALTER FUNCTION {function} SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
        )


def downgrade() -> None:
    """Takes the privileges back; the roles stay, that other databases may use."""
    for function in LOCK_LEDGERS:
        op.execute(f"ALTER FUNCTION {function} SECURITY INVOKER RESET search_path")
    schemas = ", ".join(f"'{schema}'" for schema in SCHEMAS)
    op.execute(f"SELECT core.revoke_roles(ARRAY[{schemas}])")
    op.execute(
        "DROP FUNCTION core.grant_roles, core.wrong_grants, core.revoke_roles, core.ensure_role,"
        " core.is_append_only"
    )
