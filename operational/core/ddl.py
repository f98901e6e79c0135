"""Pieces of table definition that several domains share: checks and references as one-liners."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Computed,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import MappedColumn, mapped_column


def refers_to(target: str, *, cascade: bool = False, index: bool = True) -> MappedColumn[int]:
    """A foreign key column to `schema.table` (its `id`), indexed; `cascade` only for parts of a whole."""
    ondelete = "CASCADE" if cascade else None
    return mapped_column(ForeignKey(f"{target}.id", ondelete=ondelete), index=index)


def code_check(column: str, codes: type[StrEnum] | Iterable[str]) -> CheckConstraint:
    """A check that a text column holds one of the codes of an enum."""
    listed = ", ".join(f"'{code}'" for code in codes)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def paired(first: str, second: str) -> CheckConstraint:
    """A check that two columns are both set or both empty (a state and who, or when)."""
    return CheckConstraint(
        f"({first} IS NULL) = ({second} IS NULL)", name=f"{first}_with_{second}"
    )


def ordered(start: str, end: str) -> CheckConstraint:
    """A check that an optional end does not come before its start."""
    return CheckConstraint(f"{end} IS NULL OR {end} >= {start}", name=f"{end}_after_{start}")


def not_negative(*columns: str) -> list[CheckConstraint]:
    """Checks that each column is zero or more."""
    return [CheckConstraint(f"{column} >= 0", name=f"{column}_not_negative") for column in columns]


def unique_where(name: str, condition: str, *columns: str) -> Index:
    """A partial unique index, for «at most one that is …»."""
    return Index(name, *columns, unique=True, postgresql_where=text(condition))


def sha256_check(column: str) -> CheckConstraint:
    """A check that a text column holds a SHA-256 digest in lower-case hexadecimal."""
    return CheckConstraint(f"{column} ~ '^[0-9a-f]{{64}}$'", name=f"{column}_digest")


def previous_number() -> MappedColumn[int | None]:
    """The number before `number` (none for the first): what `gapless` makes a row refer to."""
    return mapped_column(BigInteger, Computed("nullif(number - 1, 0)", persisted=True))


def gapless(
    table: str, *scope: str, carried: Mapping[str, str] | None = None
) -> list[CheckConstraint | UniqueConstraint | ForeignKeyConstraint]:
    """Constraints for rows numbered 1, 2, 3… in a scope, each number once and none missing.

    A row refers to the one before it, by `previous_number`. `carried` maps columns of that row to
    the columns here that must repeat them (a hash, a running balance): the rows make a chain.
    """
    carried = carried or {}
    name = table.rpartition(".")[2]
    target = [*scope, "number", *carried]
    keys = [UniqueConstraint(*scope, "number")]
    if carried:
        keys.append(UniqueConstraint(*target, name=f"uq_{name}_chain"))
    return [
        CheckConstraint("number >= 1", name="number_from_one"),
        *keys,
        ForeignKeyConstraint(
            [*scope, "previous_number", *carried.values()],
            [f"{table}.{column}" for column in target],
            name=f"fk_{name}_previous",
        ),
    ]
