"""The statistics tables: figures of the catalog by customer, item, salesperson…"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from operational.core.periods import Comparison, Period
from transform.reader.catalog import Form, Metric, Term, Unit, metrics
from transform.reader.compiler import Statement, rollup_source, scan
from transform.reader.facts import Columns, fact_source, known_columns, rows_of
from transform.reader.filters import Filters

TABLES = Path(__file__).parent.parent / "models" / "_tables.yml"
SLOTS = ("n", "n1", "n2")
"""A period, and the same one and two years before."""


@dataclass(frozen=True, slots=True)
class Table:
    """A statistics table: what a row is (key columns), and its figures, the first one sorting.

    `then` are the keys of the rows under a row (the items of a supplier). Where `by_month`, there is
    a row for each month of the period. `compared` tells whether N-1 and N-2 mean something. A row is
    one where the figure `rows_with`, if any, is not zero. `details` are more columns on the keys.
    `share` adds each row's part of the total of that figure, and the part of all rows down to it.
    """

    name: str
    feature: str
    label: str
    description: str
    by: tuple[str, ...]
    then: tuple[str, ...]
    figures: tuple[Metric, ...]
    details: tuple[str, ...]
    share: str | None
    rows_with: str | None
    by_month: bool
    compared: bool

    @property
    def slots(self) -> tuple[str, ...]:
        """The periods of a comparison that the table shows."""
        return SLOTS if self.compared else SLOTS[:1]


@cache
def tables() -> Mapping[str, Table]:
    """Every table by its name: the exposures of `_tables.yml`, which say what dbt must know too."""
    exposures = yaml.safe_load(TABLES.read_text())["exposures"]
    found = [_table(exposure) for exposure in exposures]
    return {table.name: table for table in found}


def _table(exposure: Mapping[str, Any]) -> Table:
    meta = exposure["config"]["meta"]
    return Table(
        name=exposure["name"].removeprefix("table_"),
        feature=meta["feature"],
        label=exposure["label"],
        description=meta["question"],
        by=tuple(meta["by"]),
        then=tuple(meta.get("then", ())),
        figures=tuple(metrics()[code] for code in meta["figures"]),
        details=tuple(meta.get("details", ())),
        share=meta.get("share"),
        rows_with=meta.get("rows_with"),
        by_month=meta.get("by_month", False),
        compared=meta.get("compared", True),
    )


@dataclass(frozen=True, slots=True)
class Layout:
    """A table at one of its depths: its keys there, and those of its figures that they tell apart."""

    table: Table
    by: tuple[str, ...]
    figures: tuple[Metric, ...]


def lay_out(table: Table, *, deep: bool, columns: Columns) -> Layout:
    """The rows of a table, or (`deep`) the rows under them."""
    by = (*table.by, *table.then) if deep else table.by
    figures = tuple(
        metric
        for metric in table.figures
        if all(_in_rollup(term, by) or _in_facts(term, by, columns) for term in metric.terms)
    )
    return Layout(table, by, figures)


def compile_table(
    layout: Layout, periods: Comparison, *, filters: Filters, columns: Columns, snapshot: int
) -> list[Statement]:
    """A statement for each source of the figures: their terms by the keys of the table."""
    sources: dict[object, list[Term]] = {}
    for term in dict.fromkeys(term for metric in layout.figures for term in metric.terms):
        rows = rows_of(term)
        place = term.rollup.name if _in_rollup(term, layout.by) else (rows.table, rows.day)
        sources.setdefault(place, []).append(term)
    needed = [*layout.by, *(dimension.column for dimension, _ in filters.chosen)]
    return [
        scan(
            rollup_source(terms, snapshot=snapshot)
            if _in_rollup(terms[0], layout.by)
            else fact_source(terms, needed=needed, columns=columns, snapshot=snapshot),
            [getattr(periods, slot) for slot in layout.table.slots],
            filters=filters,
            by=layout.by,
        )
        for terms in sources.values()
    ]


def assemble(
    layout: Layout, periods: Comparison, read: Sequence[tuple[Statement, pl.DataFrame]]
) -> pl.DataFrame:
    """The rows of a table from what its statements gave, the largest first.

    Columns: the keys; for each figure its code and, where the table is compared, `_n1`, `_n2`,
    `_change_n1`, `_change_n2`; where it has a share, `share` and `cumulative_share`. Ratios, changes
    and shares are floats.
    """
    table, by = layout.table, list(layout.by)
    names: dict[tuple[Term, Period], str] = {}
    frames = []
    for number, (statement, frame) in enumerate(read):
        own = [f"{number}.{position}" for position in range(len(statement.columns))]
        names |= dict(zip(statement.columns, own, strict=True))
        frames.append(frame.rename(dict(zip(frame.columns[len(by) :], own, strict=True))))
    joined = reduce(
        lambda left, right: left.join(right, on=by, how="full", coalesce=True, nulls_equal=True),
        frames,
    )
    rows = joined.select(
        *by,
        *(
            _value(metric, [names[term, getattr(periods, slot)] for term in metric.terms]).alias(
                _column(metric, slot)
            )
            for metric in layout.figures
            for slot in table.slots
        ),
    )
    changes = [_change(metric, slot) for metric in layout.figures for slot in table.slots[1:]]
    return _with_shares(
        rows.with_columns(changes)
        .filter(_is_shown(layout))
        .sort(
            [layout.figures[0].code, *by],
            descending=[True, *[False] * len(by)],
            nulls_last=True,
        ),
        table.share,
    )


def _in_rollup(term: Term, by: Iterable[str]) -> bool:
    return set(by) <= {dimension.column for dimension in term.rollup.dimensions.values()}


def _in_facts(term: Term, by: Iterable[str], columns: Columns) -> bool:
    return set(by) <= known_columns(rows_of(term).table, columns)


def _column(metric: Metric, slot: str) -> str:
    return metric.code if slot == "n" else f"{metric.code}_{slot}"


def _value(metric: Metric, terms: Sequence[str]) -> pl.Expr:
    """A figure from its terms: nothing summed is zero, a ratio to zero has no value."""
    first, *others = (pl.col(name).fill_null(0) for name in terms)
    match metric.form:
        case Form.RATIO:
            numerator, denominator = (one.cast(pl.Float64) for one in (first, *others))
            return pl.when(denominator != 0).then(numerator / denominator)
        case Form.DIFFERENCE:
            [taken_off] = others
            return first - taken_off
        case Form.SUM:
            return first.cast(pl.Int64) if metric.unit is Unit.COUNT else first


def _change(metric: Metric, slot: str) -> pl.Expr:
    """In points for a percentage, else in proportion of what was before."""
    now, before = (pl.col(_column(metric, one)).cast(pl.Float64) for one in ("n", slot))
    changed = now - before
    if metric.unit is not Unit.PERCENT:
        changed = pl.when(before != 0).then(changed / before.abs())
    return changed.alias(f"{metric.code}_change_{slot}")


def _is_shown(layout: Layout) -> pl.Expr:
    """Whether a row says something: the figure it must have, or any."""
    figures = [
        _column(metric, slot)
        for metric in layout.figures
        for slot in layout.table.slots
        if layout.table.rows_with in (None, metric.code)
    ]
    return pl.any_horizontal(pl.col(name).fill_null(0) != 0 for name in figures)


def _with_shares(rows: pl.DataFrame, figure: str | None) -> pl.DataFrame:
    if figure is None:
        return rows
    value = pl.col(figure).cast(pl.Float64)
    total = pl.when(value.sum() != 0).then(value.sum())
    return rows.with_columns(share=value / total, cumulative_share=value.cum_sum() / total)
