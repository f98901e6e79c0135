"""Exact decimal arithmetic on columns of text: 16 decimals, never a float."""

import polars as pl

EXACT = pl.Decimal(38, 16)
LARGEST = 10**12
"""Amounts and quantities stay below; beyond, a number is refused rather than overflowing."""

GROUPED = r"^[+-]?\d{1,3}(\s\d{3})+([.,]\d*)?$"
"""A number whose thousands are set apart by spaces, of any width."""


def parsed(text: pl.Expr, *, decimal: str) -> pl.Expr:
    """The number that a text is, null where it is none or reaches `LARGEST`.

    Spaces may separate thousands.
    """
    number = _plain(text, decimal).cast(EXACT, strict=False)
    return pl.when(number.abs() < LARGEST).then(number)


def is_beyond(text: pl.Expr, *, decimal: str) -> pl.Expr:
    """Whether a text is a number that reaches `LARGEST`."""
    size = _plain(text, decimal).cast(pl.Float64, strict=False).abs()
    return (size.is_finite() & (size >= LARGEST)).fill_null(value=False)


def _plain(text: pl.Expr, decimal: str) -> pl.Expr:
    """The text of a number, with a decimal point and without spaces."""
    compact = (
        pl.when(text.str.contains(GROUPED)).then(text.str.replace_all(r"\s", "")).otherwise(text)
    )
    return compact.str.replace(",", ".", literal=True) if decimal == "," else compact


def product(left: pl.Expr, right: pl.Expr) -> pl.Expr:
    """The product of two numbers, null where it reaches `LARGEST`."""
    size = left.cast(pl.Float64) * right.cast(pl.Float64)
    return pl.when(size.abs() < LARGEST).then(left) * right


def quotient(left: pl.Expr, right: pl.Expr) -> pl.Expr:
    """The quotient of two numbers, null where it reaches `LARGEST` or divides by zero."""
    size = left.cast(pl.Float64) / right.cast(pl.Float64)
    return pl.when(size.abs() < LARGEST).then(left) / pl.when(right != 0).then(right)


def rounded(number: pl.Expr, places: int = 2) -> pl.Expr:
    """The number with some decimals, halves away from zero, in a type of that many decimals."""
    return number.round(places, mode="half_away_from_zero").cast(pl.Decimal(38, places))


def constant(number: str) -> pl.Expr:
    """A number written in a source."""
    return pl.lit(number).cast(EXACT)


def single_precision(number: pl.Expr) -> pl.Expr:
    """The number as a database that keeps it on four bytes (type REAL) computes with it."""
    return number.cast(pl.Float32).cast(pl.Float64).cast(EXACT)


def as_text(number: pl.Expr) -> pl.Expr:
    """The shortest way to write a number."""
    return number.cast(pl.String).str.replace(r"\.?0+$", "")
