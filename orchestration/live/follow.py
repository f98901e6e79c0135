"""How each table of the warehouse follows a batch: not at all, by some of its rows, or whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from orchestration.live.paths import paths
from orchestration.live.project import Model, Project
from orchestration.live.touched import Touched

NO_ROW = "FALSE"


@dataclass(frozen=True, slots=True)
class Follow:
    """What a table does about a batch.

    `rows` is a condition on its rows: those are computed again. `difference` computes what its facts
    added to a rollup: taken before and after, their difference is added. Neither: all is computed.
    """

    model: Model
    rows: str | None = None
    difference: str | None = None


class Batch:
    """A batch of changes, and how the tables that depend on it follow."""

    def __init__(self, project: Project, touched: Touched) -> None:
        """Takes the rows that changed."""
        self._project = project
        self._touched = touched

    @cached_property
    def follows(self) -> tuple[Follow, ...]:
        """The tables that depend on a change, in the order they are computed. Raises TooMuch."""
        followed: dict[str, Follow] = {}
        for model in self._project.models:
            if model.sources & self._touched.rows.keys():
                followed[model.name] = self._follow(model, followed)
        return tuple(followed.values())

    def _follow(self, model: Model, followed: Mapping[str, Follow]) -> Follow:
        if model.scopes:
            return Follow(model, rows=self._condition(model, self._changed(model)))
        if model.measures:
            return Follow(model, difference=self._difference(model, followed))
        return Follow(model)

    def _changed(self, model: Model) -> frozenset[str]:
        return model.sources & self._touched.rows.keys()

    def _condition(self, model: Model, tables: Iterable[str]) -> str | None:
        """The rows of a table that changes of some tables may touch; None where they are not told."""
        keys: dict[str, set[int]] = {}
        for table in tables:
            kinds = _kinds(table, model)
            if not kinds:
                return None
            for kind in kinds:
                keys.setdefault(kind, set()).update(self._touched.keys(table, kind))
        conditions = [
            f"({model.scopes[kind]}) IN ({', '.join(map(str, sorted(found)))})"
            for kind, found in keys.items()
            if found
        ]
        return " OR ".join(conditions) or NO_ROW

    def _difference(self, model: Model, followed: Mapping[str, Follow]) -> str | None:
        """The query of a rollup over the rows of its facts that the batch touches."""
        parents = [self._project.by_name[name] for name in model.parents]
        looked_up = frozenset().union(
            *(self._changed(parent) for parent in parents if parent.is_looked_up)
        )
        sql = model.sql
        for parent in parents:
            if parent.is_looked_up:
                continue
            part = self._part(parent, self._changed(parent) | looked_up, followed)
            if part is None:
                return None
            sql = sql.replace(parent.relation, f"({part})")
        return sql

    def _part(
        self, parent: Model, tables: frozenset[str], followed: Mapping[str, Follow]
    ) -> str | None:
        """The rows of a fact, or of a rollup, that the batch touches."""
        if parent.measures and not parent.scopes:
            if parent.name not in followed:
                return f"SELECT * FROM {parent.relation} WHERE {NO_ROW}"
            return followed[parent.name].difference
        condition = self._condition(parent, tables) if parent.scopes or not tables else None
        return condition and f"SELECT * FROM {parent.relation} WHERE {condition}"


def _kinds(table: str, model: Model) -> Sequence[str]:
    """By what the rows of a model follow the changes of a table; nothing where that is not sure."""
    reached = {kind: ways for kind in model.scopes if (ways := paths(table, kind))}
    sure = [
        kind
        for kind, ways in reached.items()
        if model.scopes[kind] in model.required or any(way.always for way in ways)
    ]
    return list(reached) if model.every_scope and sure else sure[:1]
