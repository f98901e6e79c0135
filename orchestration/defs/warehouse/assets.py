"""Every model of the warehouse; a build publishes all of it or nothing."""

from collections.abc import Iterator
from typing import Any

import dagster as dg
from dagster_dbt import DbtCliResource, dbt_assets

from operational.core.server import database_url
from operational.core.settings import settings
from orchestration.defs.policies import governed
from orchestration.defs.warehouse.project import manifest
from orchestration.defs.warehouse.translator import BySubject
from orchestration.load.exclusive import only_load
from orchestration.load.run import PATIENCE
from transform import dbt


@dbt_assets(
    manifest=manifest(),
    dagster_dbt_translator=BySubject(),
    exclude=dbt.OF_THE_PROJECT,
    name="warehouse",
)
def built_models(context: dg.AssetExecutionContext, dbt_command: DbtCliResource) -> Iterator[Any]:
    """Builds and tests the models that were asked for."""
    with (
        database_url(settings()) as url,
        only_load(url, patience=PATIENCE),
        dbt.environment(url, lake_path=settings().lake_path),
    ):
        yield from dbt_command.cli(
            ["build"], context=context, target_path=dbt.target() / "dagster"
        ).stream()


warehouse = built_models.map_asset_specs(governed)
