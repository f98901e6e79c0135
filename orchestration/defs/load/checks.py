"""Whether the lake equals PostgreSQL, table by table."""

from collections import defaultdict
from collections.abc import Iterator

import dagster as dg

from operational.core.server import database_url
from operational.core.settings import settings
from orchestration.defs.load.assets import table_specs
from orchestration.load.reconcile import Difference, reconcile


@dg.multi_asset_check(
    name="reconciliation",
    specs=[
        dg.AssetCheckSpec(
            "equals_postgresql",
            asset=spec.key,
            description="Mêmes lignes, mêmes clés, mêmes sommes de chaque colonne.",
            blocking=True,
        )
        for spec in table_specs()
    ],
)
def equals_postgresql() -> Iterator[dg.AssetCheckResult]:
    """Compares keys and the sum of every column of every table, at one snapshot."""
    with database_url(settings()) as url:
        found = reconcile(url, lake_path=settings().lake_path)
    differences = defaultdict[str, list[Difference]](list)
    for difference in found.differences:
        differences[difference.table].append(difference)
    for spec in table_specs():
        of_table = differences[".".join(spec.key.path)]
        yield dg.AssetCheckResult(
            asset_key=spec.key,
            check_name="equals_postgresql",
            passed=not of_table,
            metadata={
                one.measure: f"PostgreSQL {one.source}, entrepôt {one.lake}" for one in of_table
            },
        )
