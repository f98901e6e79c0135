"""Codes of the identity domain."""

from enum import StrEnum


class RowScope(StrEnum):
    """Which rows a role opens to a user: every one, those of an agency, or the user's own."""

    ALL = "all"
    AGENCY = "agency"
    OWN = "own"
