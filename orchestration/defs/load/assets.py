"""The tables of PostgreSQL in the lake, brought all together from one snapshot."""

from collections.abc import Iterator

import dagster as dg

from operational.core.server import database_url
from operational.core.settings import settings
from orchestration.defs.warehouse.project import manifest
from orchestration.load.contract import RAW
from orchestration.load.run import load


def table_specs() -> list[dg.AssetSpec]:
    """One asset per table that is loaded, in the group of its domain."""
    return [
        dg.AssetSpec(
            [source["source_name"], source["name"]],
            group_name=source["source_name"],
            description=source["description"],
            kinds={"postgres", "ducklake"},
            skippable=True,
        )
        for source in manifest()["sources"].values()
        if source["schema"].startswith(RAW)
    ]


@dg.multi_asset(specs=table_specs(), name="load")
def loaded_tables(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[None]]:
    """Brings what changed since the last load; a table without change is left as it is."""
    with database_url(settings()) as url:
        result = load(url, lake_path=settings().lake_path)
    context.log.info("%s: %s rows in %.1f s", result.mode, result.rows, result.seconds)
    for table, rows in result.tables.items():
        yield dg.MaterializeResult(
            asset_key=table.split("."),
            metadata={"rows": rows, "lake_snapshot": result.lake_snapshot},
        )
