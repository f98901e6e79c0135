"""Reading the warehouse: a connection that only reads, and answers kept by snapshot."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from copy import copy
from datetime import date
from functools import lru_cache, partial
from typing import Any

import duckdb
import polars as pl

from operational.core.periods import Comparison, Period, add_months, compare, month_of
from transform.lake import LAKE, current_snapshot, open_lake
from transform.reader.answers import (
    Company,
    FilterUnknown,
    Freshness,
    NothingPublished,
    Option,
    Part,
    TableRows,
    UnknownMetric,
    UnknownTable,
)
from transform.reader.catalog import Dimension, Metric, Term, dimensions, indicators, metrics
from transform.reader.compiler import Expression, Parameter, compile_terms
from transform.reader.drill import compile_documents
from transform.reader.facts import Columns, with_names
from transform.reader.figures import (
    Figure,
    Figures,
    Number,
    Point,
    figure,
    value_of,
    value_of_term,
)
from transform.reader.filters import NO_FILTER, Filters
from transform.reader.options import visible
from transform.reader.tables import Layout, assemble, compile_table, lay_out, tables

PUBLISHED = f"""
SELECT snapshot_id, loaded_at, published_at FROM {LAKE}.reports.runs
WHERE snapshot_id IS NOT NULL ORDER BY snapshot_id DESC LIMIT 1
"""
COMPANIES = f"""
SELECT company_id, name, time_zone, fiscal_year_start_month, first_day
FROM {LAKE}.reports.rpt_companies AT (VERSION => ?) ORDER BY name
"""
OPTIONS = f"""
SELECT value, code, label, parent FROM {LAKE}.reports.rpt_filter_options AT (VERSION => ?)
WHERE dimension = ? ORDER BY label, value
"""

Sums = Mapping[tuple[Term, Period], Number | None]


def open_reader(url: str, lake_path: str) -> "Reader":
    """A reader of the lake whose catalog is in the PostgreSQL at `url`; the caller closes it.

    Raises NothingPublished where no lake was ever made.
    """
    try:
        return Reader(open_lake(url, lake_path, read_only=True))
    except duckdb.InvalidInputException as error:
        if "does not exist" not in str(error):
            raise
        raise NothingPublished from error


class Reader:
    """Answers from the last published snapshot, or from the one asked for; safe to share by threads.

    `rows` are all it ever shows (see `seeing`). `at_snapshot` makes several answers agree: take it from the first one, or from `freshness`.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Takes a connection with the lake attached, and closes it in the end."""
        self._connection = connection
        self.rows = NO_FILTER
        self._published = lru_cache(maxsize=1)(self._read_published)
        self._sums = lru_cache(maxsize=1024)(self._read_sums)
        self._options = lru_cache(maxsize=64)(self._read_options)
        self._table = lru_cache(maxsize=32)(self._read_table)
        self._columns = lru_cache(maxsize=256)(self._read_columns)
        self._companies = lru_cache(maxsize=4)(self._read_companies)

    def seeing(self, rows: Filters) -> "Reader":
        """The same reader, for somebody who may see these rows only: no figure counts another."""
        limited = copy(self)
        limited.rows = rows
        return limited

    def close(self) -> None:
        """Closes the connection."""
        self._connection.close()

    def catalog(self) -> tuple[Metric, ...]:
        """Every indicator, in the order of the catalog."""
        return indicators()

    def dimensions(self) -> tuple[Dimension, ...]:
        """Everything figures may be filtered by."""
        return tuple(dimensions().values())

    def options(self, dimension: str, *, at_snapshot: int | None = None) -> tuple[Option, ...]:
        """The choices of a filter that go with what this reader shows, by label."""
        return visible(dimension, self.rows, partial(self._options, self._snapshot(at_snapshot)))

    def companies(self, *, at_snapshot: int | None = None) -> tuple[Company, ...]:
        """The companies there are figures of."""
        return self._companies(self._snapshot(at_snapshot))

    def freshness(self) -> Freshness:
        """The snapshot that is read now. Raises NothingPublished."""
        with closing(self._connection.cursor()) as cursor:
            return self._published(current_snapshot(cursor))

    def kpis(
        self,
        period: Period,
        *,
        today: date,
        filters: Filters = NO_FILTER,
        to_date: bool = True,
        metrics: Sequence[str] | None = None,
        at_snapshot: int | None = None,
    ) -> Figures:
        """The indicators (all, or those named) over a period, with N-1 and N-2.

        `to_date` cuts the three periods at today where the period contains it.
        Raises UnknownMetric or NothingPublished.
        """
        wanted, filters = self._metrics(metrics), filters.within(self.rows)
        periods = compare(period, today=today, to_date=to_date)
        snapshot = self._snapshot(at_snapshot)
        known = _knowing(wanted, filters)
        sums = self._sums(snapshot, known, (periods.n, periods.n1, periods.n2), filters)
        return Figures(
            periods,
            snapshot,
            tuple(
                figure(metric, periods, sums) if metric in known else _refused(metric, filters)
                for metric in wanted
            ),
        )

    def series(
        self,
        metrics: Sequence[str],
        *,
        until: date,
        months: int = 13,
        filters: Filters = NO_FILTER,
        at_snapshot: int | None = None,
    ) -> dict[str, tuple[Point, ...]]:
        """The indicators named, month by month; the last month ends on `until`.

        An indicator that does not know one of the filters is left out.
        """
        filters = filters.within(self.rows)
        known = _knowing(self._metrics(metrics), filters)
        periods = tuple(month_of(add_months(until, -back)).cut_at(until) for back in range(months))
        sums = self._sums(self._snapshot(at_snapshot), known, periods[::-1], filters)
        return {
            metric.code: tuple(
                Point(period, value_of(metric, [sums[term, period] for term in metric.terms]))
                for period in periods[::-1]
            )
            for metric in known
        }

    def drill(
        self,
        code: str,
        period: Period,
        *,
        filters: Filters = NO_FILTER,
        at_snapshot: int | None = None,
    ) -> tuple[Part, ...]:
        """The documents behind the value of an indicator: those of its sum, or of the two of a ratio.

        `period` is already cut (`Figures.periods`). Raises UnknownMetric, NothingPublished, or
        FilterUnknown where the indicator does not know a filter.
        """
        [metric], filters = self._metrics([code]), filters.within(self.rows)
        if refused := filters.names - set(metric.filters):
            raise FilterUnknown(metric.code, refused)
        snapshot = self._snapshot(at_snapshot)
        return tuple(
            Part(term.measure, self._documents(term, period, filters, snapshot))
            for term in metric.terms
        )

    def table(
        self,
        name: str,
        period: Period,
        *,
        today: date,
        filters: Filters = NO_FILTER,
        to_date: bool = True,
        deep: bool = False,
        top: int | None = None,
        at_snapshot: int | None = None,
    ) -> TableRows:
        """A statistics table over a period, with N-1 and N-2: all its rows, or the `top` ones.

        `deep` gives the rows under those of the table, where it has two depths. Its total is that of
        every row. Raises UnknownTable, NothingPublished, or FilterUnknown where one of its figures
        does not know a filter.
        """
        if name not in tables():
            raise UnknownTable(name)
        table, filters = tables()[name], filters.within(self.rows)
        known = [filters.names - {*metric.filters} for metric in table.figures]
        if refused := frozenset().union(*known):
            raise FilterUnknown(name, refused)
        snapshot = self._snapshot(at_snapshot)
        layout = lay_out(table, deep=deep, columns=self._columns_at(snapshot))
        total = self.kpis(
            period,
            today=today,
            filters=filters,
            to_date=to_date,
            metrics=[metric.code for metric in layout.figures],
            at_snapshot=snapshot,
        )
        rows = self._table(snapshot, layout, total.periods, filters)
        shown = rows.head(len(rows) if top is None else top)
        return TableRows(layout, total, len(rows), self._named(shown, layout, snapshot))

    def _read_table(
        self, snapshot: int, layout: Layout, periods: Comparison, filters: Filters
    ) -> pl.DataFrame:
        if not layout.table.by_month:
            return self._read_rows(snapshot, layout, periods, filters)
        months = [compare(month, today=month.end, to_date=False) for month in periods.n.months()]
        return pl.concat(
            self._read_rows(snapshot, layout, one, filters).with_columns(month=pl.lit(one.n.start))
            for one in months
        ).sort([*layout.by, "month"])

    def _read_rows(
        self, snapshot: int, layout: Layout, periods: Comparison, filters: Filters
    ) -> pl.DataFrame:
        statements = compile_table(
            layout,
            periods,
            filters=filters,
            columns=self._columns_at(snapshot),
            snapshot=snapshot,
        )
        read = [(one, self._frame(one.sql, one.parameters)) for one in statements]
        return assemble(layout, periods, read)

    def _snapshot(self, asked: int | None) -> int:
        return self.freshness().snapshot if asked is None else asked

    def _metrics(self, codes: Sequence[str] | None) -> tuple[Metric, ...]:
        unknown = [code for code in codes or () if code not in metrics()]
        if unknown:
            raise UnknownMetric(*unknown)
        return indicators() if codes is None else tuple(metrics()[code] for code in codes)

    def _read_published(self, _current: int) -> Freshness:
        """The last run published; the argument is what the answer stays true for."""
        try:
            rows = self._rows(PUBLISHED)
        except duckdb.CatalogException as error:
            raise NothingPublished from error
        if not rows:
            raise NothingPublished
        return Freshness(*rows[0])

    def _read_sums(
        self,
        snapshot: int,
        wanted: tuple[Metric, ...],
        periods: tuple[Period, ...],
        filters: Filters,
    ) -> Sums:
        if not wanted:
            return {}
        terms = [term for metric in wanted for term in metric.terms]
        return {
            (term, period): value_of_term(term, total)
            for one in compile_terms(terms, periods, filters=filters, snapshot=snapshot)
            for (term, period), total in one.told(self._rows(one.sql, *one.parameters)).items()
        }

    def _documents(
        self, term: Term, period: Period, filters: Filters, snapshot: int
    ) -> pl.DataFrame:
        statement = compile_documents(
            term, period, filters=filters, columns=self._columns_at(snapshot), snapshot=snapshot
        )
        return self._frame(statement.sql, statement.parameters)

    def _columns_at(self, snapshot: int) -> Columns:
        return lambda table: self._columns(snapshot, table)

    def _read_columns(self, snapshot: int, table: str) -> frozenset[str]:
        sql = f"DESCRIBE FROM {LAKE}.marts.{table} AT (VERSION => {snapshot})"
        return frozenset(name for name, *_ in self._rows(sql))

    def _read_companies(self, snapshot: int) -> tuple[Company, ...]:
        return tuple(Company(*row) for row in self._rows(COMPANIES, snapshot))

    def _read_options(self, snapshot: int, dimension: str) -> tuple[Option, ...]:
        return tuple(Option(*row) for row in self._rows(OPTIONS, snapshot, dimension))

    def _rows(self, sql: str, *parameters: Parameter) -> list[tuple[Any, ...]]:
        """Runs a query on a cursor of its own, so that threads do not meet."""
        with closing(self._connection.cursor()) as cursor:
            return cursor.execute(sql, parameters).fetchall()

    def _frame(self, sql: str, parameters: Sequence[Parameter]) -> pl.DataFrame:
        with closing(self._connection.cursor()) as cursor:
            return cursor.execute(sql, parameters).pl()

    def _named(self, rows: pl.DataFrame, layout: Layout, snapshot: int) -> pl.DataFrame:
        """The rows in the same order, with what people call their keys."""
        with closing(self._connection.cursor()) as cursor:
            cursor.register("shown", rows.with_row_index("position"))
            named = with_names(
                Expression("SELECT * FROM shown"),
                keys=layout.by,
                details=layout.table.details,
                snapshot=snapshot,
            )
            sql = f"SELECT * EXCLUDE (position) FROM ({named.sql}) ORDER BY position"
            return cursor.execute(sql, named.parameters).pl()


def _knowing(wanted: tuple[Metric, ...], filters: Filters) -> tuple[Metric, ...]:
    return tuple(metric for metric in wanted if filters.names <= set(metric.filters))


def _refused(metric: Metric, filters: Filters) -> Figure:
    refused = tuple(sorted(filters.names - set(metric.filters)))
    return Figure(metric, None, None, None, None, None, refused)
