"""The rows of PostgreSQL near a batch: a model computes from them what it would from all of them.

PostgreSQL finds by its indexes the rows that belong to some customers, items…; the lake would go
through every row there is. So a batch costs what it touches, not what the company has ever done.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import permutations

from duckdb import DuckDBPyConnection

from orchestration.live.follow import Keys, Part, sure_kinds
from orchestration.live.paths import paths
from orchestration.live.project import Model
from orchestration.live.scratch import Scratch
from orchestration.live.touched import ends, listed, way
from orchestration.load.contract import RAW
from orchestration.load.source import fetch, remote
from transform.lake import LAKE

RELATION = re.compile(r'"[^"]+"\."[^"]+"\."[^"]+"')


class Near:
    """Tables of what belongs to some keys, and models over them, as of the load under way."""

    def __init__(self, lake: DuckDBPyConnection, scratch: Scratch) -> None:
        """Makes its tables in the scratch space of a batch."""
        self._lake, self._scratch = lake, scratch
        self._tables: dict[tuple[str, str], str] = {}

    def sql(self, part: Part) -> str:
        """A query for the rows of a part as they are now."""
        model = part.model
        if part.keys is None:
            return over(model, {})
        keys = self._around(model, part.keys)
        names = {
            _relation(table): self._table(table, keys)
            for table in sorted(model.sources)
            if is_narrowed(table, model, keys)
        }
        return f"{over(model, names)} WHERE {part.condition}"

    def _table(self, table: str, keys: Keys) -> str:
        """A table with the rows of one of PostgreSQL that belong to some keys."""
        ids = belonging(table, keys)
        if (table, ids) not in self._tables:
            held = f"SELECT * FROM {_relation(table)} LIMIT 0"
            names = ", ".join(f'"{name}"' for name, *_ in self._lake.execute(held).description)
            schema, name = table.split(".")
            rows = f'SELECT {names} FROM "{schema}"."{name}" WHERE id IN ({ids})'
            made = self._scratch.keep(held)
            self._lake.execute(f"INSERT INTO {made} SELECT {names} FROM {remote(rows)}")
            self._tables[table, ids] = made
        return self._tables[table, ids]

    def _around(self, model: Model, given: Keys) -> Keys:
        """Some keys; where rows follow several kinds at once, those that their rows have of each."""
        if not model.every_scope:
            return given
        keys = {kind: set(given.get(kind, ())) for kind in model.scopes}
        for inner, outer in permutations(keys, 2):
            if not paths(inner, outer):
                continue
            if keys[outer]:
                keys[inner].update(self._fetched(belonging(inner, {outer: keys[outer]})))
            if keys[inner]:
                keys[outer].update(self._fetched(ends(inner, outer, keys[inner])))
        return {kind: frozenset(found) for kind, found in keys.items()}

    def _fetched(self, sql: str) -> Iterator[int]:
        return (key for (key,) in fetch(self._lake, sql))


def is_narrowed(table: str, model: Model, keys: Keys) -> bool:
    """Whether the rows of a table that belong to none of some keys cannot matter to their rows."""
    sure = sure_kinds(table, model)
    return bool(sure) if model.every_scope else all(kind in sure for kind in keys)


def belonging(table: str, keys: Mapping[str, Collection[int]]) -> str:
    """A query for the ids of the rows of a table that belong to some keys."""
    queries = [
        f"SELECT t0.id FROM {found} WHERE {key} IN ({listed(wanted)})"
        for kind, wanted in keys.items()
        if wanted
        for found, key in (way(table, path) for path in paths(table, kind))
    ]
    return " UNION ".join(queries) or "SELECT 0 WHERE FALSE"


def _relation(table: str) -> str:
    schema, name = table.split(".")
    return f'"{LAKE}"."{RAW}{schema}"."{name}"'


def over(model: Model, names: Mapping[str, str]) -> str:
    """A query for the rows of a model where some relations have other names, through its views too."""
    names = dict(names)
    views = []
    for view, sql in model.views.items():
        views.append(f"{_flat(view)} AS NOT MATERIALIZED ({_renamed(sql, names)})")
        names[view] = _flat(view)
    within = f"WITH {', '.join(views)} " if views else ""
    return f"{within}SELECT {', '.join(model.columns)} FROM ({_renamed(model.sql, names)})"


def _flat(relation: str) -> str:
    return '"' + relation.replace('"', "") + '"'


def _renamed(sql: str, names: Mapping[str, str]) -> str:
    return RELATION.sub(lambda found: names.get(found[0], found[0]), sql)
