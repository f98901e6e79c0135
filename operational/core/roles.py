"""The roles of PostgreSQL that hold no more rights than they need; `core.grant_roles` gives them these."""

APPLICATION = "quarante_application"
"""Reads and writes rows: no table, trigger or ledger's past is its to change."""
READER = "quarante_reader"
"""Reads everything but secret columns."""


def may_work_as(role: str) -> str:
    """The SQL condition that the user may take a role, which has its privileges in this database.

    False or null where an administrator has yet to make the role, or to make the user a member.
    """
    return (
        f"pg_has_role(to_regrole('{role}'), CASE"
        " WHEN current_setting('server_version_num')::int < 160000 THEN 'MEMBER' ELSE 'SET' END)"
        f" AND has_schema_privilege(to_regrole('{role}'), to_regnamespace('core'), 'USAGE')"
    )
