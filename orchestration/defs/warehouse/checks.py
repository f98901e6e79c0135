"""Whether a night's rebuild equals what increments had made of the same load."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import dagster as dg

from operational.core.i18n import _
from operational.core.server import database_url
from operational.core.settings import settings
from orchestration.defs.warehouse.project import manifest
from orchestration.live.compare import Compared, compare, last_rebuild
from orchestration.live.project import Model, Project
from transform.lake import open_lake

NAME = "increments_equal_rebuild"


def models() -> tuple[Model, ...]:
    """The tables that increments keep."""
    return Project(manifest()).models


@dg.multi_asset_check(
    name="increments",
    specs=[
        dg.AssetCheckSpec(
            NAME,
            asset=[model.schema, model.name],
            description=_(
                "Avant et après le recalcul de la nuit, les mêmes lignes (pour un cumul, les mêmes"
                " sommes), au centime."
            ),
        )
        for model in models()
    ],
)
def increments_equal_rebuild(
    context: dg.AssetCheckExecutionContext,
) -> Iterator[dg.AssetCheckResult]:
    """Compares what was published before the last rebuild of this run with what it published."""
    started = context.instance.get_run_stats(context.run.run_id).start_time or 0
    since = datetime.fromtimestamp(started, UTC)
    with (
        database_url(settings()) as url,
        closing(open_lake(url, settings().lake_path, read_only=True)) as lake,
    ):
        rebuild = last_rebuild(lake, since=since)
        if rebuild is None:
            yield from map(_not_compared, models())
            return
        found = compare(lake, models(), before=rebuild.before, after=rebuild.after)
        compared = {one.table: one for one in found}
    for model in models():
        if model.name in compared:
            yield _result(model, compared[model.name])
        else:
            yield _not_compared(model)


def _result(model: Model, compared: Compared) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        asset_key=[model.schema, model.name],
        check_name=NAME,
        passed=compared.is_equal,
        metadata={
            "before_only": compared.before_only,
            "after_only": compared.after_only,
            "example": str(compared.example or ""),
        },
    )


def _not_compared(model: Model) -> dg.AssetCheckResult:
    """No rebuild of a state already published, or a table whose columns are new: nothing to compare."""
    return dg.AssetCheckResult(
        asset_key=[model.schema, model.name],
        check_name=NAME,
        passed=False,
        severity=dg.AssetCheckSeverity.WARN,
        description=_("Rien à comparer : ce chargement n'était pas publié avant le recalcul."),
    )
