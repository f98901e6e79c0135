"""Which customers, items, documents… the rows that changed belong to, before and after the change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from duckdb import DuckDBPyConnection

from orchestration.live.paths import Path, paths
from orchestration.load.changes import Rows
from orchestration.load.contract import RAW
from orchestration.load.source import fetch
from transform.lake import LAKE

MOST = 2_000
"""Keys of one kind that a batch may touch: past it, computing everything again is as short."""


class TooMuch(Exception):
    """A batch touches so much that everything is to be computed again."""


@dataclass(slots=True)
class Touched:
    """The rows that changed, by table, and what they belong to (asked for when needed).

    PostgreSQL says what they belong to, at the snapshot that is loaded; the lake, as it was at its
    own snapshot `before` the batch, what they belonged to.
    """

    lake: DuckDBPyConnection
    rows: Mapping[str, Rows]
    before: int
    _found: dict[tuple[str, str], frozenset[int]] = field(default_factory=dict)

    def keys(self, table: str, kind: str) -> frozenset[int]:
        """The keys of a kind that the changed rows of a table lead to. Raises TooMuch."""
        if (table, kind) not in self._found:
            if len(self.rows[table].keys) > MOST:
                raise TooMuch(table)
            self._found[table, kind] = frozenset(self._read(table, kind))
        if len(self._found[table, kind]) > MOST:
            raise TooMuch(table)
        return self._found[table, kind]

    def _read(self, table: str, kind: str) -> Iterator[int]:
        rows = self.rows[table]
        if table == kind:
            yield from rows.keys
            return
        ways = paths(table, kind)
        for (key,) in fetch(self.lake, _union(table, ways, rows.keys, at=None)):
            yield int(key)
        if rows.known:
            sql = _union(table, ways, rows.known, at=self.before)
            yield from (key for (key,) in self.lake.execute(sql).fetchall())


def _union(table: str, ways: Sequence[Path], ids: Sequence[int], *, at: int | None) -> str:
    return " UNION ".join(_way(table, path, ids, at=at) for path in ways)


def _way(table: str, path: Path, ids: Sequence[int], *, at: int | None) -> str:
    """The keys at the end of a path, in PostgreSQL, or in the lake at a snapshot."""
    joins = "".join(
        f" JOIN {_place(step.table, number, at=at)}"
        f" ON t{number}.{step.column} = t{number - 1}.{step.previous}"
        for number, step in enumerate(path.steps, start=1)
    )
    key = f"t{len(path.steps)}.{path.key}"
    return (
        f"SELECT {key} FROM {_place(table, 0, at=at)}{joins}"
        f" WHERE t0.id IN ({', '.join(map(str, ids))}) AND {key} IS NOT NULL"
    )


def _place(table: str, number: int, *, at: int | None) -> str:
    schema, name = table.split(".")
    if at is None:
        return f'"{schema}"."{name}" AS t{number}'
    return f'{LAKE}."{RAW}{schema}"."{name}" AS t{number} AT (VERSION => {at})'
