"""The models of the warehouse as dbt compiled them, and how each follows a change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

TABLES = ("marts", "reports")
"""The layers that hold rows; the others are views."""


@dataclass(frozen=True, slots=True)
class Model:
    """A table of the warehouse, computed by `sql`.

    `scopes` says where its rows name what they belong to: a table of PostgreSQL → an expression over
    its columns. Its rows change only with those of the first that a change leads to or, if
    `every_scope`, of any of them.
    `views` are those it reads through, by relation: the SQL of each, after those that it reads.
    `measures` are the columns of a rollup that are sums: it changes by the difference of its facts.
    """

    name: str
    relation: str
    sql: str
    columns: tuple[str, ...]
    parents: tuple[str, ...]
    views: Mapping[str, str]
    sources: frozenset[str]
    scopes: Mapping[str, str]
    every_scope: bool
    required: frozenset[str]
    measures: tuple[str, ...]

    @property
    def schema(self) -> str:
        """The layer it is in: `marts`, `reports`."""
        return self.relation.split('"')[3]

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns of a rollup that are no sums."""
        return tuple(name for name in self.columns if name not in self.measures)

    def summed(self, rows: str) -> str:
        """A query for the sums, by key, of some rows of a rollup, where one is not zero."""
        keys = ", ".join(self.keys)
        sums = ", ".join(f"sum({name}) AS {name}" for name in self.measures)
        some = " OR ".join(f"sum({name}) <> 0" for name in self.measures)
        return f"SELECT {keys}, {sums} FROM {rows} GROUP BY {keys} HAVING {some}"

    @property
    def is_rollup(self) -> bool:
        """Whether it is the sums of its facts."""
        return bool(self.measures) and not self.scopes

    @property
    def is_looked_up(self) -> bool:
        """Whether others join it, rather than sum it."""
        return self.name.startswith("dim_")


class Project:
    """The tables of the warehouse in the order they are computed."""

    def __init__(self, manifest: Mapping[str, Any]) -> None:
        """Reads a manifest of dbt whose models are compiled."""
        self._nodes = manifest["nodes"]
        self._sources = manifest["sources"]
        self._measures = _measures(manifest)

    @cached_property
    def models(self) -> tuple[Model, ...]:
        """Every table, after those it reads."""
        found = {
            unique_id: self._model(node)
            for unique_id, node in self._nodes.items()
            if node["resource_type"] == "model" and node["fqn"][1] in TABLES
        }
        ordered: dict[str, Model] = {}
        for unique_id in found:
            self._place(unique_id, found, ordered)
        return tuple(ordered.values())

    @cached_property
    def by_name(self) -> Mapping[str, Model]:
        """The tables by their names."""
        return {model.name: model for model in self.models}

    def _place(
        self, unique_id: str, found: Mapping[str, Model], ordered: dict[str, Model]
    ) -> None:
        if unique_id in ordered:
            return
        for parent in self._tables_above(unique_id):
            self._place(parent, found, ordered)
        ordered[unique_id] = found[unique_id]

    def _model(self, node: Mapping[str, Any]) -> Model:
        unique_id, meta = node["unique_id"], node["config"].get("meta", {})
        columns = tuple(node["columns"])
        return Model(
            name=node["name"],
            relation=node["relation_name"],
            sql=_compiled(node),
            columns=columns,
            parents=tuple(self._nodes[one]["name"] for one in self._tables_above(unique_id)),
            views=dict(self._views_above(unique_id)),
            sources=frozenset(self._sources_above(unique_id)),
            scopes=meta.get("scopes", {}),
            every_scope=meta.get("every_scope", False),
            required=frozenset(
                name
                for name, column in node["columns"].items()
                if any(one["type"] == "not_null" for one in column["constraints"])
            ),
            measures=tuple(
                name for name in columns if name in self._measures.get(node["name"], ())
            ),
        )

    def _tables_above(self, unique_id: str) -> Iterator[str]:
        """The nearest tables that a model reads, through views."""
        for parent in self._nodes[unique_id]["depends_on"]["nodes"]:
            if parent in self._nodes:
                if self._nodes[parent]["fqn"][1] in TABLES:
                    yield parent
                else:
                    yield from self._tables_above(parent)

    def _views_above(self, unique_id: str) -> Iterator[tuple[str, str]]:
        """The views that a model reads, each after those that it reads itself."""
        for parent in self._nodes[unique_id]["depends_on"]["nodes"]:
            view = self._nodes.get(parent)
            if view and view["fqn"][1] not in TABLES:
                yield from self._views_above(parent)
                yield view["relation_name"], _compiled(view)

    def _sources_above(self, unique_id: str) -> Iterator[str]:
        """The tables of PostgreSQL that a model reads, through everything."""
        for parent in self._nodes[unique_id]["depends_on"]["nodes"]:
            if parent in self._nodes:
                yield from self._sources_above(parent)
            else:
                source = self._sources[parent]
                yield f"{source['source_name']}.{source['name']}"


def _compiled(node: Mapping[str, Any]) -> str:
    """The SQL of a model; none where the project was only parsed."""
    return str(node.get("compiled_code", ""))


def _measures(manifest: Mapping[str, Any]) -> dict[str, set[str]]:
    """The columns that the measures of each rollup sum; a summary has a `value`."""
    found: dict[str, set[str]] = {}
    for model in manifest["semantic_models"].values():
        name = model["model"].removeprefix("ref('").removesuffix("')")
        found.setdefault(name, set()).update(
            one["expr"] or one["name"] for one in model["measures"]
        )
        summary = model["config"].get("meta", {}).get("summary")
        if summary:
            found[summary["table"]] = {"value"}
    return found
