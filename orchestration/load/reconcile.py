"""Whether the lake equals PostgreSQL: each side adds up every column with its own engine."""

from collections.abc import Iterator
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from orchestration.load.contract import Table, tracked_tables
from orchestration.load.run import PATIENCE, loading
from orchestration.load.source import fetch
from transform.lake import open_lake


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure of a table that differs: `rows`, `keys` or the sum of a column, on each side."""

    table: str
    measure: str
    source: str | None
    lake: str | None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """How much was compared, and what differs."""

    tables: int
    rows: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of a table, as PostgreSQL computes it and as DuckDB does; `{}` stands for a column."""

    source: str
    lake: str

    def of(self, column: str) -> "Measure":
        """The measure of a column."""
        return Measure(self.source.format(f'"{column}"'), self.lake.format(f'"{column}"'))


_ROWS = Measure("count(*)", "count(*)")
_KEYS = Measure(*["sum((id % 1000003) * (id % 998244353))"] * 2)
"""Tells two sets of keys apart where their sum does not."""
_SUM = Measure("sum({})", "sum({})")
_TEXT = Measure(
    "sum(('x' || left(md5({}::text), 8))::bit(32)::bigint)",
    "sum(('0x' || left(md5({}), 8))::bigint)",
)
_LIST = Measure(
    _TEXT.source.format("array_to_json({})"),
    _TEXT.lake.format("to_json({})::varchar"),
)
_INSTANT = Measure("sum((extract(epoch FROM {}) * 1000000)::bigint)", "sum(epoch_us({}))")
_BY_TYPE = {
    "BLOB": Measure(*["sum(octet_length({}))"] * 2),
    "BOOLEAN": Measure(*["count(*) FILTER (WHERE {})"] * 2),
    "DATE": Measure(*["sum({} - date '2000-01-01')"] * 2),
    "DOUBLE": Measure("count({})", "count({})"),
    "TIME": _INSTANT,
    "TIMESTAMP WITH TIME ZONE": _INSTANT,
    "VARCHAR": _TEXT,
}


def reconcile(url: str, *, lake_path: str, patience: float = PATIENCE) -> Reconciliation:
    """Loads what changed, then compares every tracked table at that very snapshot.

    Rows and keys are counted, and every column added up: amounts, numbers, dates and instants as they
    are, texts by their hash. People may go on working meanwhile: there is no tolerance.
    """
    with open_lake(url, lake_path) as lake, loading(lake, url, patience=patience):
        return compare(lake)


def compare(lake: DuckDBPyConnection) -> Reconciliation:
    """Compares both sides as the connection's transaction sees them."""
    tables = tracked_tables(lake).values()
    rows, differences = 0, list[Difference]()
    for table in tables:
        for measure, ours, theirs in _figures(lake, table):
            if measure == "rows":
                rows += int(theirs or 0)
            if ours != theirs:
                differences.append(Difference(table.full_name, measure, ours, theirs))
    return Reconciliation(len(tables), rows, tuple(differences))


def _figures(
    lake: DuckDBPyConnection, table: Table
) -> Iterator[tuple[str, str | None, str | None]]:
    """Each measure of a table, and its figure on both sides as text, where exact sums are equal."""
    names, measures = zip(*_measures(table), strict=True)
    source = ", ".join(f"({measure.source})::text AS m{n}" for n, measure in enumerate(measures))
    copy = ", ".join(f"({measure.lake})::text" for measure in measures)
    [ours] = fetch(lake, f'SELECT {source} FROM "{table.schema}"."{table.name}"')
    [theirs] = lake.execute(f"SELECT {copy} FROM {table.in_lake}").fetchall()
    return zip(names, ours, theirs, strict=True)


def _measures(table: Table) -> Iterator[tuple[str, Measure]]:
    yield "rows", _ROWS
    yield "keys", _KEYS
    for column, kind in table.columns.items():
        measure = _LIST if kind.endswith("[]") else _BY_TYPE.get(kind, _SUM)
        yield column, measure.of(column)
