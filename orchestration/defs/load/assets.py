"""The tables of PostgreSQL in the lake, brought all together from one snapshot."""

from collections.abc import Iterator

import dagster as dg

from operational.core.server import database_url
from operational.core.settings import settings
from orchestration.defs.policies import governed
from orchestration.defs.warehouse.project import manifest
from orchestration.live.once import bring
from orchestration.load.contract import RAW
from transform import dbt


def table_specs() -> list[dg.AssetSpec]:
    """One asset per table that is loaded, in the group of its domain."""
    return [
        governed(
            dg.AssetSpec(
                [source["source_name"], source["name"]],
                group_name=source["source_name"],
                description=source["description"],
                kinds={"postgres", "ducklake"},
            )
        )
        for source in manifest()["sources"].values()
        if source["schema"].startswith(RAW)
    ]


@dg.multi_asset(specs=table_specs(), name="load")
def loaded_tables(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[None]]:
    """Brings what changed since the last load; all tables then equal PostgreSQL, changed or not."""
    with database_url(settings()) as url:
        brought = bring(url, lake_path=settings().lake_path, work_dir=dbt.folder() / "night")
    context.log.info("%s rows of %s tables", sum(brought.rows.values()), len(brought.rows))
    for spec in table_specs():
        table = ".".join(spec.key.path)
        yield dg.MaterializeResult(
            asset_key=spec.key,
            metadata={"rows": brought.rows.get(table, 0), "lake_snapshot": brought.snapshot},
        )
