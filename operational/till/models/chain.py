"""What every sealed record of a till has: a number, and a place in the chain of its till."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from operational.core.columns import Instant
from operational.core.ddl import gapless, previous_number, sha256_check

SCHEMA = "till"


class Sealed:
    """Columns of a sealed record: `hash` covers its values and the previous hash (till/rules.py).

    `signature` is made with a key kept out of the database, named by `signing_key`.
    """

    number: Mapped[int]
    previous_number: Mapped[int | None] = previous_number()
    at: Mapped[Instant]
    previous_hash: Mapped[str | None]
    hash: Mapped[str]
    signature: Mapped[str]
    signing_key: Mapped[str]


def sealed(
    table: str, *scope: str
) -> list[CheckConstraint | UniqueConstraint | ForeignKeyConstraint]:
    """Constraints of a sealed record: numbered without gap, each holding the hash before it."""
    return [
        *gapless(f"{SCHEMA}.{table}", *scope, carried={"hash": "previous_hash"}),
        CheckConstraint("(number = 1) = (previous_hash IS NULL)", name="previous_hash_but_first"),
        sha256_check("hash"),
        sha256_check("signature"),
    ]
