"""How each table of the warehouse follows a batch: not at all, by some of its rows, or whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from orchestration.live.paths import paths
from orchestration.live.project import Model, Project
from orchestration.live.touched import Touched, listed

Keys = Mapping[str, frozenset[int]]
"""Ids of customers, items, documents…, by their kind: a table of PostgreSQL."""


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of a table that belong to some keys; without keys, all of them."""

    model: Model
    keys: Keys | None

    @property
    def condition(self) -> str:
        """The same, in SQL over the columns of the table."""
        if self.keys is None:
            return "TRUE"
        conditions = [
            f"({self.model.scopes[kind]}) IN ({listed(found)})"
            for kind, found in self.keys.items()
            if found
        ]
        return " OR ".join(conditions) or "FALSE"


@dataclass(frozen=True, slots=True)
class Follow:
    """What a table does about a batch.

    The rows of a `part` are computed again. A rollup adds what the `facts` that the batch touches and
    the `rollups` that moved add now, less what they added before.
    """

    model: Model
    part: Part | None = None
    facts: tuple[Part, ...] = ()
    rollups: tuple[Model, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every row is computed again."""
        return self.part is not None and self.part.keys is None


class Batch:
    """A batch of changes, and how the tables that depend on it follow."""

    def __init__(self, project: Project, touched: Touched) -> None:
        """Takes the rows that changed."""
        self._project = project
        self._touched = touched

    @cached_property
    def follows(self) -> tuple[Follow, ...]:
        """The tables that depend on a change, in the order they are computed. Raises TooMuch."""
        return tuple(
            self._add_up(model) if model.is_rollup else Follow(model, self._part(model))
            for model in self._project.models
            if self._changed(model)
        )

    def _changed(self, model: Model) -> frozenset[str]:
        return model.sources & self._touched.rows.keys()

    def _part(self, model: Model, also: frozenset[str] = frozenset()) -> Part:
        """The rows of a table that a change of what it reads, or of other tables, may touch."""
        keys: dict[str, frozenset[int]] = {}
        for table in self._changed(model) | also:
            kinds = _kinds(table, model)
            if not kinds:
                return Part(model, None)
            for kind in kinds:
                keys[kind] = keys.get(kind, frozenset()) | self._touched.keys(table, kind)
        return Part(model, {kind: found for kind, found in keys.items() if found})

    def _add_up(self, model: Model) -> Follow:
        """How a rollup follows: by its facts, each with the rows that the batch touches."""
        parents = [self._project.by_name[name] for name in model.parents]
        looked_up = frozenset().union(
            *(self._changed(parent) for parent in parents if parent.is_looked_up)
        )
        return Follow(
            model,
            facts=tuple(
                self._part(parent, looked_up)
                for parent in parents
                if not parent.is_rollup and not parent.is_looked_up
            ),
            rollups=tuple(parent for parent in parents if parent.is_rollup),
        )


def sure_kinds(table: str, model: Model) -> Sequence[str]:
    """The kinds by which a row of a table that touches one of a model belongs to the same key."""
    return [
        kind
        for kind in model.scopes
        if (ways := paths(table, kind))
        and (model.scopes[kind] in model.required or any(way.always for way in ways))
    ]


def _kinds(table: str, model: Model) -> Sequence[str]:
    """By what the rows of a model follow the changes of a table; nothing where that is not sure."""
    sure = sure_kinds(table, model)
    if model.every_scope and sure:
        return [kind for kind in model.scopes if paths(table, kind)]
    return sure[:1]
