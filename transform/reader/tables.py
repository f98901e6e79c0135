"""The statistics tables: figures of the catalog by customer, item, salesperson…"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from operational.core.periods import Comparison, Period
from transform.reader.catalog import Metric, Term, Unit, dimensions, metrics
from transform.reader.compiler import Statement, rollup_source, scan
from transform.reader.facts import Columns, fact_source, rows_of
from transform.reader.filters import Filters

TABLES = Path(__file__).parent.parent / "models" / "_tables.yml"
SLOTS = ("n", "n1", "n2")
"""A period, and the same one and two years before."""


@dataclass(frozen=True, slots=True)
class Table:
    """A statistics table: what a row is (key columns), and its figures, the first one sorting.

    `share` adds each row's part of the total of that figure, and the part of all rows down to it.
    """

    name: str
    feature: str
    label: str
    description: str
    by: tuple[str, ...]
    figures: tuple[Metric, ...]
    share: str | None


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
        figures=tuple(metrics()[code] for code in meta["figures"]),
        share=meta.get("share"),
    )


def compile_table(
    table: Table, periods: Comparison, *, filters: Filters, columns: Columns, snapshot: int
) -> list[Statement]:
    """A statement for each source of the figures: their terms by the keys of the table."""
    sources: dict[object, list[Term]] = {}
    for term in dict.fromkeys(term for metric in table.figures for term in metric.terms):
        place = term.rollup.name if _in_rollup(term, table.by) else (rows_of(term).table,)
        sources.setdefault(place, []).append(term)
    needed = [*table.by, *(dimension.column for dimension, _ in filters.chosen)]
    return [
        scan(
            rollup_source(terms, names=filters.names | _names(table.by), snapshot=snapshot)
            if _in_rollup(terms[0], table.by)
            else fact_source(terms, needed=needed, columns=columns, snapshot=snapshot),
            (periods.n, periods.n1, periods.n2),
            filters=filters,
            by=table.by,
        )
        for terms in sources.values()
    ]


def assemble(
    table: Table, periods: Comparison, read: Sequence[tuple[Statement, pl.DataFrame]]
) -> pl.DataFrame:
    """The rows of a table from what its statements gave, the largest first.

    Columns: the keys; for each figure its code, `_n1`, `_n2`, `_change_n1`, `_change_n2`; where the
    table has a share, `share` and `cumulative_share`. Ratios, changes and shares are floats.
    """
    names: dict[tuple[Term, Period], str] = {}
    frames = []
    for number, (statement, frame) in enumerate(read):
        own = [f"{number}.{position}" for position in range(len(statement.columns))]
        names |= dict(zip(statement.columns, own, strict=True))
        frames.append(frame.rename(dict(zip(frame.columns[len(table.by) :], own, strict=True))))
    joined = reduce(
        lambda left, right: left.join(
            right, on=table.by, how="full", coalesce=True, nulls_equal=True
        ),
        frames,
    )
    rows = joined.select(
        *table.by,
        *(
            _value(metric, [names[term, getattr(periods, slot)] for term in metric.terms]).alias(
                _column(metric, slot)
            )
            for metric in table.figures
            for slot in SLOTS
        ),
    )
    changes = [_change(metric, slot) for metric in table.figures for slot in SLOTS[1:]]
    first = table.figures[0].code
    return _with_shares(
        rows.with_columns(changes)
        .filter(pl.any_horizontal(_says_something(metric) for metric in table.figures))
        .sort([first, *table.by], descending=[True, *[False] * len(table.by)], nulls_last=True),
        table.share,
    )


def _in_rollup(term: Term, by: Iterable[str]) -> bool:
    return set(by) <= {dimension.column for dimension in term.rollup.dimensions.values()}


def _names(by: Iterable[str]) -> frozenset[str]:
    """The dimensions whose columns these are."""
    return frozenset(name for name, dimension in dimensions().items() if dimension.column in by)


def _column(metric: Metric, slot: str) -> str:
    return metric.code if slot == "n" else f"{metric.code}_{slot}"


def _value(metric: Metric, terms: Sequence[str]) -> pl.Expr:
    """A figure from its terms: nothing summed is zero, a ratio to zero has no value."""
    sums = [pl.col(name).fill_null(0) for name in terms]
    if len(sums) == 1:
        return sums[0].cast(pl.Int64) if metric.unit is Unit.COUNT else sums[0]
    numerator, denominator = (one.cast(pl.Float64) for one in sums)
    return pl.when(denominator != 0).then(numerator / denominator)


def _change(metric: Metric, slot: str) -> pl.Expr:
    """In points for a percentage, else in proportion of what was before."""
    now, before = (pl.col(_column(metric, one)).cast(pl.Float64) for one in ("n", slot))
    changed = now - before
    if metric.unit is not Unit.PERCENT:
        changed = pl.when(before != 0).then(changed / before.abs())
    return changed.alias(f"{metric.code}_change_{slot}")


def _says_something(metric: Metric) -> pl.Expr:
    return pl.any_horizontal(pl.col(_column(metric, slot)).fill_null(0) != 0 for slot in SLOTS)


def _with_shares(rows: pl.DataFrame, figure: str | None) -> pl.DataFrame:
    if figure is None:
        return rows
    value = pl.col(figure).cast(pl.Float64)
    total = pl.when(value.sum() != 0).then(value.sum())
    return rows.with_columns(share=value / total, cumulative_share=value.cum_sum() / total)
