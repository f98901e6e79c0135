"""What dbt says of the warehouse, in Dagster's words: groups, owners, lineage."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from dagster_dbt import DagsterDbtTranslator

from orchestration.defs.policies import owner
from orchestration.defs.warehouse.project import manifest


class BySubject(DagsterDbtTranslator):
    """A model is in the group of its folder: the domain of a staging model, the subject of the others.

    Its owners are those of the indicators it gives, if it does.
    """

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """The folder under the layer."""
        folders = dbt_resource_props["fqn"][1:-1]
        return str(folders[-1]) if folders else None

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> Sequence[str] | None:
        """The owners of the indicators whose measures the model holds."""
        return sorted(map(owner, _owners().get(dbt_resource_props["unique_id"], ()))) or None


@cache
def _owners() -> Mapping[str, set[str]]:
    """Who owns the indicators that each rollup gives, by the id of its model."""
    found: dict[str, set[str]] = {}
    for metric in manifest()["metrics"].values():
        team = metric["config"].get("meta", {}).get("owner")
        for model in _models_below(metric) if team else ():
            found.setdefault(model, set()).add(team)
    return found


def _models_below(metric: Mapping[str, Any]) -> Iterator[str]:
    """The models whose measures a metric is made of, through the metrics it is made of."""
    for node in metric["depends_on"]["nodes"]:
        if node.startswith("metric."):
            yield from _models_below(manifest()["metrics"][node])
        else:
            yield from manifest()["semantic_models"][node]["depends_on"]["nodes"]
