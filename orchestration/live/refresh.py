"""Brings the tables of the warehouse to the state of what was just loaded, in the same transaction."""

from collections.abc import Mapping
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from orchestration.live.compare import total
from orchestration.live.follow import Batch, Follow, Part
from orchestration.live.near import Near, over
from orchestration.live.project import Model
from orchestration.live.scratch import Scratch, scratch


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did: the tables that followed, and those that were computed whole."""

    tables: tuple[str, ...]
    whole: tuple[str, ...]


def refresh(lake: DuckDBPyConnection, batch: Batch) -> Refreshed:
    """Makes every table what a build would make it, row for row where it has no measures.

    A rollup may have several rows of the same day and dimensions: their sums are what a build gives.
    Raises TooMuch, having changed nothing.
    """
    follows = batch.follows
    with scratch(lake) as tables:
        work = _Refresh(lake, tables)
        for follow in follows:
            work.remember(follow)
        for follow in follows:
            work.bring(follow)
    return Refreshed(
        tables=tuple(follow.model.name for follow in follows),
        whole=tuple(follow.model.name for follow in follows if follow.is_whole),
    )


class _Refresh:
    """The tables of a batch: what they were as far as it touches them, and what they become."""

    def __init__(self, lake: DuckDBPyConnection, tables: Scratch) -> None:
        self._lake, self._scratch = lake, tables
        self._near = Near(lake, tables)
        self._before: dict[str, str] = {}
        self._after: dict[str, str] = {}
        self._sums: dict[str, str] = {}
        self._moved: dict[str, str] = {}

    def remember(self, follow: Follow) -> None:
        """Keeps what a table is before the batch."""
        for part in (*follow.facts, *((follow.part,) if follow.part else ())):
            rows = _stored(part)
            if part.keys and rows not in self._before:
                self._before[rows] = self._scratch.keep(rows)
        if follow.facts:
            self._sums[follow.model.name] = self._scratch.keep(
                self._added_up(follow, self._before)
            )

    def bring(self, follow: Follow) -> None:
        """Makes a table what the batch makes of it."""
        if follow.part is not None:
            self._compute(follow.part)
        elif any(parent in self._moved for parent in follow.model.parents):
            self._add_difference(follow)

    def _compute(self, part: Part) -> None:
        if part.keys == {}:
            return
        rows = _stored(part)
        new = self._scratch.keep(self._near.sql(part))
        old = f"FROM {self._before.get(rows, f'({rows})')}"
        if total(self._lake, part.model, old) == total(self._lake, part.model, f"FROM {new}"):
            return
        self._lake.execute(f"DELETE FROM {part.model.relation} WHERE {part.condition}")
        self._insert(part.model, new)
        self._after[rows] = new

    def _insert(self, model: Model, rows: str) -> None:
        columns = ", ".join(model.columns)
        self._lake.execute(
            f"INSERT INTO {model.relation} ({columns}) SELECT {columns} FROM {rows}"
        )
        self._moved[model.name] = rows

    def _add_difference(self, follow: Follow) -> None:
        """Adds to a rollup what its facts add now, less what they added before."""
        model = follow.model
        for part in follow.facts:
            rows = _stored(part)
            if part.keys and rows not in self._after:
                moved = part.model.name in self._moved
                self._after[rows] = self._scratch.keep(rows) if moved else self._before[rows]
        signed = f"SELECT {', '.join(model.columns)} FROM ({self._added_up(follow, self._after)})"
        if follow.facts:
            taken_off = ", ".join(
                (*model.keys, *(f"-{name} AS {name}" for name in model.measures))
            )
            signed += f" UNION ALL BY NAME SELECT {taken_off} FROM {self._sums[model.name]}"
        self._insert(model, self._scratch.keep(model.summed(f"({signed})")))

    def _added_up(self, follow: Follow, facts: Mapping[str, str]) -> str:
        """A query for what a rollup makes of its facts as they are in some tables."""
        names = {
            part.model.relation: facts.get(_stored(part), f"({_stored(part)})")
            for part in follow.facts
        }
        for rollup in follow.rollups:
            none = f"(SELECT * FROM {rollup.relation} WHERE FALSE)"
            names[rollup.relation] = self._moved.get(rollup.name, none)
        return over(follow.model, names)


def _stored(part: Part) -> str:
    """A query for the rows of a part in its table."""
    return (
        f"SELECT {', '.join(part.model.columns)} FROM {part.model.relation} WHERE {part.condition}"
    )
