"""From files to the rows of a layout: typed values, and what is refused with its line and reason."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from operational.core.errors import Refusal
from operational.core.i18n import _
from operational.workflows.imports.expressions import BadExpression, compiled
from operational.workflows.imports.kinds import Cells, cells, constant, empty
from operational.workflows.imports.reading import BROKEN, LINE, Table, UnusableFile
from operational.workflows.imports.sources import Mapping
from operational.workflows.imports.terms import Scope, Sort, Term
from operational.workflows.imports.types import Column, Layout

FILE, KEY, REFUSED = "#file", "#key", "#refused"
KEY_SEPARATOR = "\x1f"
ISSUES = pl.Schema(
    {
        "layout": pl.String,
        "file": pl.String,
        "line": pl.Int64,
        "column": pl.String,
        "value": pl.String,
        "reason": pl.String,
        "codes": pl.String,
        "left_out": pl.Boolean,
    }
)
"""What is wrong with a row; `left_out` where the row is imported without the value.

`codes` are those the column may hold, if it holds codes.
"""


class UnusableMapping(Refusal):
    """A column of a source that cannot be filled: its expression is wrong, or the file has changed."""

    def __init__(self, *, place: str, file: str, expression: str, problem: str) -> None:
        """Keeps `layout.column`, the file, the expression, and what is wrong, in French."""
        super().__init__(f"{place} ({file}): {expression}: {problem}")
        self.place, self.file = place, file
        self.expression, self.problem = expression, problem


@dataclass(frozen=True, slots=True)
class Staged:
    """Rows of a layout, with their `FILE`, `LINE` and `KEY`; `REFUSED` ones have issues."""

    rows: pl.DataFrame
    issues: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a source fills: a column of the layout (none for `where`), from what, with what checks."""

    column: Column | None
    term: Term
    cells: Cells

    @property
    def label(self) -> str:
        """The columns of the file it is read from, or its own name where it is a constant."""
        return ", ".join(self.term.columns) or (self.column.name if self.column else "where")


def stage(layout: Layout, mapping: Mapping, table: Table, scope: Scope) -> Staged:
    """The rows that a file gives to a layout. Refuses what cannot be computed (UnusableMapping)."""
    mapped = [
        _mapped(layout, layout.column(name), expression, table, scope)
        for name, expression in _expressions(layout, mapping, table).items()
    ]
    kept = _condition(layout, mapping, table, scope)
    rows = _evaluated(layout, mapped, kept, table)
    issues = pl.concat(
        [_broken_rows(layout, table, rows), *_refused_cells(layout, [*mapped, kept], table, rows)]
    )
    refused = issues.filter(~pl.col("left_out"))["line"].unique()
    typed = rows.select(
        LINE,
        *layout.names,
        pl.lit(table.path.name).alias(FILE),
        key_of(layout).alias(KEY),
        pl.col(LINE).is_in(refused.implode()).alias(REFUSED),
    )
    return _grouped(layout, Staged(typed, issues), mapping.rows)


def nothing(layout: Layout) -> Staged:
    """No row of a layout."""
    rows = pl.DataFrame(schema={LINE: pl.Int64}).select(
        LINE,
        *(empty(column).alias(column.name) for column in layout.columns),
        pl.lit("").alias(FILE),
        pl.lit("").alias(KEY),
        pl.lit(value=False).alias(REFUSED),
    )
    return Staged(rows, ISSUES.to_frame())


def together(parts: Sequence[Staged]) -> Staged:
    """The rows of several files, one after the other."""
    return Staged(
        pl.concat([part.rows for part in parts]), pl.concat([part.issues for part in parts])
    )


def complete(layout: Layout, staged: Staged) -> Staged:
    """The rows, of which those without what is required, or of a key already seen, are refused."""
    for column in layout.columns:
        if column.required:
            absent = pl.col(column.name).is_null()
            staged = refuse(layout, staged, "missing", absent, column=column.name)
    seen = pl.col(KEY).is_not_null() & ~pl.col(REFUSED)
    again = seen & ~pl.struct(KEY, seen.alias("#seen")).is_first_distinct()
    key = ", ".join(layout.key)
    return refuse(layout, staged, "duplicate_key", again, column=key, value=KEY)


def refuse(
    layout: Layout, staged: Staged, reason: str, where: pl.Expr, *, column: str, value: str = ""
) -> Staged:
    """The same rows, of which those not refused yet are, where it is said, for a reason.

    `column` is the column at fault, and `value` the one to show where it is another.
    """
    newly = _newly(staged, where)
    if not newly.any():
        return staged
    issues = _noted(layout, staged.rows.filter(newly), reason, column, value or column)
    rows = staged.rows.with_columns((pl.col(REFUSED) | newly).alias(REFUSED))
    return Staged(rows, pl.concat([staged.issues, issues]))


def leave_out(
    layout: Layout, staged: Staged, reason: str, where: pl.Expr, *, column: str
) -> Staged:
    """The same rows, of which the value of a column is left out where it is said, for a reason."""
    newly = _newly(staged, where)
    if not newly.any():
        return staged
    issues = _noted(layout, staged.rows.filter(newly), reason, column, column)
    rows = staged.rows.with_columns(pl.when(~newly).then(pl.col(column)).alias(column))
    left_out = issues.with_columns(pl.lit(value=True).alias("left_out"))
    return Staged(rows, pl.concat([staged.issues, left_out]))


def _newly(staged: Staged, where: pl.Expr) -> pl.Series:
    """Which rows are not refused yet and are where it is said."""
    return staged.rows.select(
        (~pl.col(REFUSED) & where.fill_null(value=False)).alias("newly")
    ).to_series()


def _noted(
    layout: Layout, rows: pl.DataFrame, reason: str, column: str, value: str
) -> pl.DataFrame:
    shown = pl.col(value).cast(pl.String) if value in rows.columns else pl.lit("")
    return rows.select(
        pl.lit(layout.name).alias("layout"),
        pl.col(FILE).alias("file"),
        pl.col(LINE).alias("line"),
        pl.lit(column).alias("column"),
        shown.fill_null("").str.replace_all(KEY_SEPARATOR, " · ", literal=True).alias("value"),
        pl.lit(reason).alias("reason"),
        pl.lit("").alias("codes"),
        pl.lit(value=False).alias("left_out"),
    )


def key_of(layout: Layout) -> pl.Expr:
    """What tells the rows of a layout apart, as one text; null where the row has no key."""
    parts = [pl.col(name).cast(pl.String).fill_null("") for name in layout.key]
    required = [name for name in layout.key if layout.column(name).required]
    key = pl.concat_str(parts, separator=KEY_SEPARATOR)
    return pl.when(pl.all_horizontal(pl.col(name).is_not_null() for name in required)).then(key)


def _expressions(layout: Layout, mapping: Mapping, table: Table) -> dict[str, str]:
    """The columns the source fills, or those the file has under the names of the layout."""
    if mapping.columns is not None:
        return mapping.columns
    unknown = [name for name in table.columns if name not in layout.names]
    if unknown:
        raise UnusableFile(path=table.path, reason="unknown_column", detail=", ".join(unknown))
    missing = [name for name in layout.required if name not in table.columns]
    if missing:
        said = (_("la colonne « {name} » manque").format(name=name) for name in missing)
        raise UnusableFile(path=table.path, reason="missing_column", detail=" ; ".join(said))
    return {name: name for name in table.columns}


def _mapped(layout: Layout, column: Column, expression: str, table: Table, scope: Scope) -> Mapped:
    term = _compiled(f"{layout.name}.{column.name}", expression, table, scope)
    filled = cells(column, term, scope, table.dates)
    if column.name in layout.key and column.default:
        filled = Cells(filled.value.fill_null(constant(column)), filled.checks)
    return Mapped(column, term, filled)


def _condition(layout: Layout, mapping: Mapping, table: Table, scope: Scope) -> Mapped:
    """Which rows are kept: all of them where the source says nothing."""
    term = _compiled(f"{layout.name}.where", mapping.where or "True", table, scope)
    if term.sort is not Sort.FLAG:
        raise UnusableMapping(
            place=f"{layout.name}.where",
            file=table.path.name,
            expression=mapping.where or "",
            problem=_("ce n'est pas une condition"),
        )
    return Mapped(None, term, Cells(term.value, term.failures))


def _compiled(place: str, expression: str, table: Table, scope: Scope) -> Term:
    try:
        return compiled(expression, scope)
    except BadExpression as error:
        raise UnusableMapping(
            place=place, file=table.path.name, expression=expression, problem=error.problem
        ) from error


def _evaluated(
    layout: Layout, mapped: Sequence[Mapped], kept: Mapped, table: Table
) -> pl.DataFrame:
    """The kept rows: a value per column of the layout, and a flag per check, named as `_flags` does."""
    filled = {part.column.name: part.cells.value for part in mapped if part.column}
    values = [
        filled.get(
            column.name, constant(column) if column.name in layout.key else empty(column)
        ).alias(column.name)
        for column in layout.columns
    ]
    flags = [where.alias(name) for name, _part, _why, where in _flags([*mapped, kept])]
    whole = pl.col(BROKEN).is_null()
    rows = table.frame.select(LINE, BROKEN, *values, *flags, kept.cells.value.alias("#kept"))
    rows = rows.with_columns(pl.when(whole).then(pl.col(layout.names)))
    unsure = [name for name, part, _why, _where in _flags([*mapped, kept]) if part is kept]
    return rows.filter(pl.any_horizontal("#kept", ~whole, *unsure))


def _flags(mapped: Sequence[Mapped]) -> list[tuple[str, Mapped, str, pl.Expr]]:
    """The checks of all columns, each with a name of its own."""
    checks = [(part, why, where) for part in mapped for why, where in part.cells.checks]
    return [(f"#check {rank}", *check) for rank, check in enumerate(checks)]


def _refused_cells(
    layout: Layout, mapped: Sequence[Mapped], table: Table, rows: pl.DataFrame
) -> list[pl.DataFrame]:
    return [
        _issues(
            layout,
            table,
            rows.filter(name)[LINE],
            column=part.label,
            value=pl.concat_str(
                [pl.col(c).fill_null("") for c in part.term.columns], separator=" | "
            )
            if part.term.columns
            else pl.lit(""),
            reason=why,
            codes=part.column.codes if part.column else (),
            left_out=part.column is not None and part.column.soft,
        )
        for name, part, why, _where in _flags(mapped)
        if rows[name].any()
    ]


def _broken_rows(layout: Layout, table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    broken = rows.filter(pl.col(BROKEN).is_not_null())[LINE]
    return _issues(
        layout, table, broken, column="", value=pl.col(BROKEN), reason="wrong_cell_count"
    )


def _issues(
    layout: Layout,
    table: Table,
    lines: pl.Series,
    *,
    column: str,
    value: pl.Expr,
    reason: str,
    codes: Sequence[str] = (),
    left_out: bool = False,
) -> pl.DataFrame:
    """One issue per line of a file."""
    return table.frame.filter(pl.col(LINE).is_in(lines.implode())).select(
        pl.lit(layout.name).alias("layout"),
        pl.lit(table.path.name).alias("file"),
        pl.col(LINE).alias("line"),
        pl.lit(column).alias("column"),
        value.alias("value"),
        pl.lit(reason).alias("reason"),
        pl.lit(", ".join(codes)).alias("codes"),
        pl.lit(left_out).alias("left_out"),
    )


def _grouped(layout: Layout, staged: Staged, rows: str) -> Staged:
    """The rows of the same key made one: of the first values given, or of those that all agree on.

    Where the first is taken, a cell that is refused is only left out: others may give the value.
    """
    if rows == "each":
        return staged
    without_key = staged.rows.filter(pl.col(KEY).is_null())
    keyed = staged.rows.filter(pl.col(KEY).is_not_null())
    if rows == "first":
        whole = pl.col("line").is_in(keyed[LINE].implode())
        issues = staged.issues.with_columns((pl.col("left_out") | whole).alias("left_out"))
        keyed = keyed.with_columns(pl.lit(value=False).alias(REFUSED))
        staged = Staged(staged.rows, issues)
    groups = keyed.group_by(KEY, maintain_order=True).agg(
        pl.col(LINE, FILE).first(),
        pl.col(REFUSED).any(),
        *(pl.col(name).drop_nulls().first() for name in layout.names),
        *(pl.col(name).drop_nulls().n_unique().alias(f"#{name}") for name in layout.names),
    )
    grouped = Staged(pl.concat([groups, without_key], how="diagonal"), staged.issues)
    for name in layout.names if rows == "same" else ():
        grouped = refuse(layout, grouped, "disagreement", pl.col(f"#{name}") > 1, column=name)
    return Staged(grouped.rows.select(staged.rows.columns), grouped.issues)
