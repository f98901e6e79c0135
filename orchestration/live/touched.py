"""Which customers, items, documents… the rows that changed belong to, before and after the change."""

from collections.abc import Iterable, Iterator, Mapping
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
        for (key,) in fetch(self.lake, ends(table, kind, rows.keys)):
            yield int(key)
        if rows.known:
            sql = ends(table, kind, rows.known, at=self.before)
            yield from (key for (key,) in self.lake.execute(sql).fetchall())


def way(table: str, path: Path, *, at: int | None = None) -> tuple[str, str]:
    """The tables joined along a path, the first as `t0`, and the key at its end.

    In PostgreSQL, or in the lake `at` a snapshot.
    """
    joins = "".join(
        f" JOIN {_place(step.table, number, at=at)}"
        f" ON t{number}.{step.column} = t{number - 1}.{step.previous}"
        for number, step in enumerate(path.steps, start=1)
    )
    return f"{_place(table, 0, at=at)}{joins}", f"t{len(path.steps)}.{path.key}"


def ends(table: str, kind: str, ids: Iterable[int], *, at: int | None = None) -> str:
    """A query for the keys of a kind that some rows of a table lead to."""
    return " UNION ".join(
        f"SELECT {key} FROM {found} WHERE t0.id IN ({listed(ids)}) AND {key} IS NOT NULL"
        for found, key in (way(table, path, at=at) for path in paths(table, kind))
    )


def listed(ids: Iterable[int]) -> str:
    """Ids as SQL lists them."""
    return ", ".join(map(str, sorted(ids)))


def _place(table: str, number: int, *, at: int | None) -> str:
    schema, name = table.split(".")
    if at is None:
        return f'"{schema}"."{name}" AS t{number}'
    return f'{LAKE}."{RAW}{schema}"."{name}" AS t{number} AT (VERSION => {at})'
