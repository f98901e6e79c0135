"""What dbt knows of an indicator: the models on its way, their tests, the pages that show it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from transform import dbt
from transform.reader.catalog import Metric

Node = Mapping[str, Any]

LAYERS = ("intermediate", "marts", "reports")
_MODEL = "model.quarante."


def parsed() -> "Project":
    """The project as it stands, parsed by dbt."""
    with TemporaryDirectory() as folder:
        dbt.invoke(["parse"], url="", lake_path="", work_dir=Path(folder))
        return Project(json.loads((dbt.target(Path(folder)) / "manifest.json").read_text()))


@dataclass(frozen=True)
class Project:
    """The manifest of the project, asked by the names of its models."""

    manifest: Mapping[str, Any]

    def model(self, name: str) -> Node:
        """A model by its name."""
        node: Node = self.manifest["nodes"][_MODEL + name]
        return node

    def path(self, metric: Metric) -> tuple[str, ...]:
        """The models that an indicator comes by, from the first to its rollups; staging is left out.

        Of the facts that a rollup unites, only those that the indicator sums.
        """
        facts = {term.rows.table for term in metric.terms if term.rows}
        wanted = facts.union(*(self._above(fact) for fact in facts))
        steps: dict[str, int] = {}
        for name in {term.rollup.name for term in metric.terms}:
            self._climb(name, 0, steps, wanted)
        return tuple(sorted(steps, key=lambda name: (-steps[name], name)))

    def parents(self, name: str) -> tuple[str, ...]:
        """The models that a model reads, staging left out."""
        return tuple(
            parent
            for unique_id in self.model(name)["depends_on"]["nodes"]
            if unique_id.startswith(_MODEL)
            for parent in [unique_id.removeprefix(_MODEL)]
            if self.model(parent)["fqn"][1] in LAYERS
        )

    def tables(self, name: str) -> Iterator[tuple[str, str]]:
        """The tables of PostgreSQL that a model reads through staging: schema and name."""
        for unique_id in self.model(name)["depends_on"]["nodes"]:
            node = self.manifest["nodes"].get(unique_id)
            if node is not None and node["fqn"][1] == "staging":
                for source in node["depends_on"]["nodes"]:
                    found = self.manifest["sources"][source]
                    yield found["source_name"], found["name"]

    def shown_by(self, metric: Metric) -> tuple[Node, ...]:
        """The exposures that show an indicator: those of its figures, or of whole rollups."""
        rollups = {_MODEL + term.rollup.name for term in metric.terms}
        return tuple(
            exposure
            for _, exposure in sorted(self.manifest["exposures"].items())
            for figures in [exposure["config"]["meta"].get("figures")]
            if (
                metric.code in figures
                if figures is not None
                else metric.number is not None and rollups <= {*exposure["depends_on"]["nodes"]}
            )
        )

    def generic_tests(self, name: str) -> tuple[Node, ...]:
        """The tests on a model that have a name of their kind (key, holds, relationships)."""
        return tuple(
            test
            for test in self._tests
            if test.get("test_metadata") and test.get("attached_node") == _MODEL + name
        )

    def singular_tests(self, names: Iterable[str]) -> tuple[Node, ...]:
        """The tests written apart that compare one of some models with what it comes from."""
        wanted = {_MODEL + name for name in names}
        return tuple(
            test
            for test in self._tests
            if not test.get("test_metadata") and wanted & {*test["depends_on"]["nodes"]}
        )

    def unit_tests(self, name: str) -> tuple[Node, ...]:
        """The tests of the rules of a model on rows of their own."""
        tests = [test for test in self.manifest["unit_tests"].values() if test["model"] == name]
        return tuple(sorted(tests, key=lambda test: str(test["name"])))

    @cached_property
    def _tests(self) -> list[Node]:
        nodes = self.manifest["nodes"].values()
        tests = [node for node in nodes if node["resource_type"] == "test"]
        return sorted(tests, key=lambda test: str(test["name"]))

    def _above(self, name: str) -> set[str]:
        parents = {*self.parents(name)}
        return parents.union(*map(self._above, parents))

    def _climb(self, name: str, step: int, steps: dict[str, int], wanted: set[str]) -> None:
        """Counts how many steps above a rollup each model is, at the most."""
        steps[name] = max(step, steps.get(name, 0))
        for parent in self.parents(name):
            if not parent.startswith("fct_") or parent in wanted:
                self._climb(parent, step + 1, steps, wanted)


def file_of(node: Node) -> str:
    """Where a node is written, from the root of the repository."""
    return f"transform/{node['original_file_path']}"


def remark(test: Node) -> str:
    """The remark at the head of a test written apart."""
    lines = takewhile(lambda line: line.startswith("--"), test["raw_code"].splitlines())
    return " ".join(line.removeprefix("--").strip() for line in lines)
