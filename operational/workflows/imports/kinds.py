"""From the texts of a file to the values of a column: reading, and what is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import polars as pl

from operational.workflows.imports import numbers
from operational.workflows.imports.terms import Scope, Sort, Term, as_number, as_text
from operational.workflows.imports.types import DECIMALS, Column, Kind, Layout

UNREADABLE = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u{fffd}]"
"""Control characters, and the sign put where bytes mean nothing."""
LONGEST = 10_000
"""Of how many characters a text may be."""
DOCUMENT_NUMBER = r"^[A-Za-z0-9+_/-]{1,35}$"
YES, NO = (
    ("1", "true", "t", "yes", "y", "oui", "o", "vrai"),
    ("0", "false", "f", "no", "n", "non", "faux"),
)
ISO, WITH_TIME = "%Y-%m-%d", r"^\d{4}-\d{2}-\d{2}[T ]"
FIRST_DAY, LAST_DAY = pl.date(1900, 1, 1), pl.date(2199, 12, 31)

LARGEST: Mapping[Kind, int | Decimal] = {
    Kind.INTEGER: 10**9,
    Kind.MONEY: 10**12,
    Kind.PRICE: 10**12,
    Kind.QUANTITY: 10**10,
    Kind.RATE: Decimal("100.0001"),
}
"""From where on a number is refused: the database has no room for it, or a percentage no sense."""

Check = tuple[str, pl.Expr]
"""A reason (a code of `labels.REASONS`), and where it applies."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The values of a column, null where the checks say they are refused."""

    value: pl.Expr
    checks: tuple[Check, ...]


def cells(column: Column, term: Term, scope: Scope, dates: Sequence[str]) -> Cells:
    """The values of a layout's column, read from a compiled expression."""
    if column.kind in DECIMALS:
        return _numbers(column, as_number(term, scope))
    if column.kind is Kind.FLAG:
        return _flags(term)
    text = as_text(term)
    if column.kind is Kind.DATE:
        return _days(text, dates)
    return _texts(column, text)


def constant(column: Column) -> pl.Expr:
    """The default of a column, as a value of its kind; null where it has none."""
    term = Term(pl.lit(column.default, pl.String))
    return cells(column, term, Scope(frozenset()), ()).value


def empty(column: Column) -> pl.Expr:
    """A column that the source does not bring."""
    return constant(replace(column, default=None))


def with_defaults(layout: Layout, rows: pl.DataFrame) -> pl.DataFrame:
    """New rows, with the defaults of the layout where they have no value."""
    return rows.with_columns(
        pl.col(column.name).fill_null(constant(column))
        for column in layout.columns
        if column.default is not None
    )


def _numbers(column: Column, term: Term) -> Cells:
    places = DECIMALS[column.kind]
    precise = term.value.round(9, mode="half_away_from_zero")
    number = numbers.rounded(term.value, places)
    checks = [
        *term.failures,
        ("too_many_decimals", precise != number.cast(numbers.EXACT)),
        ("too_large", number.abs() >= LARGEST[column.kind]),
    ]
    if column.floor is not None:
        checks.append(("too_small", number < column.floor))
    kind = pl.Int64 if places == 0 else pl.Decimal(38, places)
    return _cells(number.cast(kind), checks)


def _flags(term: Term) -> Cells:
    if term.sort is Sort.FLAG:
        return _cells(term.value, term.failures)
    text = as_text(term)
    word = text.value.str.to_lowercase()
    flag = pl.when(word.is_in(YES)).then(True).when(word.is_in(NO)).then(False)  # noqa: FBT003
    return _cells(flag, [*text.failures, ("bad_flag", word.is_not_null() & flag.is_null())])


def _days(term: Term, dates: Sequence[str]) -> Cells:
    written = term.value
    text = (
        pl.when(written.str.contains(WITH_TIME)).then(written.str.slice(0, 10)).otherwise(written)
    )
    day = pl.coalesce(*(text.str.to_date(form, strict=False) for form in (ISO, *dates)))
    known = day.is_between(FIRST_DAY, LAST_DAY).fill_null(value=False)
    return _cells(day, [*term.failures, ("bad_date", written.is_not_null() & ~known)])


def _texts(column: Column, term: Term) -> Cells:
    text = term.value
    checks = [
        *term.failures,
        ("unreadable_text", text.str.contains(UNREADABLE)),
        ("too_long", text.str.len_chars() > LONGEST),
    ]
    if column.kind is Kind.NUMBER:
        checks.append(("bad_document_number", ~text.str.contains(DOCUMENT_NUMBER)))
    if column.kind is Kind.CODE:
        checks.append(("unknown_code", ~text.is_in(column.codes)))
    if column.pattern:
        checks.append(("bad_form", ~text.str.contains(column.pattern)))
    return _cells(text, checks)


def _cells(value: pl.Expr, checks: Sequence[Check]) -> Cells:
    """The values that no check refuses."""
    known = tuple((why, where.fill_null(value=False)) for why, where in checks)
    refused = pl.any_horizontal(pl.lit(False), *(where for _why, where in known))  # noqa: FBT003
    return Cells(pl.when(~refused).then(value), known)
