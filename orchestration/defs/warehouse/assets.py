"""Every model of the warehouse; a build publishes all of it or nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, dbt_assets

from operational.core.server import database_url
from operational.core.settings import settings
from orchestration.defs.warehouse.project import manifest, target_folder
from orchestration.load.exclusive import only_load
from orchestration.load.run import PATIENCE
from transform import dbt


class BySubject(DagsterDbtTranslator):
    """A model is in the group of its folder: the domain of a staging model, the subject of the others."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """The folder under the layer."""
        folders = dbt_resource_props["fqn"][1:-1]
        return str(folders[-1]) if folders else None


@dbt_assets(
    manifest=manifest(), dagster_dbt_translator=BySubject(), exclude="resource_type:unit_test"
)
def warehouse(context: dg.AssetExecutionContext, dbt_command: DbtCliResource) -> Iterator[Any]:
    """Builds and tests the models that were asked for."""
    with (
        database_url(settings()) as url,
        only_load(url, patience=PATIENCE),
        dbt.environment(url, lake_path=settings().lake_path),
    ):
        yield from dbt_command.cli(
            ["build"], context=context, target_path=target_folder() / "dagster"
        ).stream()
