"""When the backup and the maintenance run: after the night's rebuild, before people come."""

import dagster as dg

from operational.core.i18n import _
from orchestration.defs.care.assets import backup, maintenance
from orchestration.defs.warehouse.project import TIME_ZONE

saving = dg.define_asset_job(
    "saving",
    selection=dg.AssetSelection.assets(backup),
    description=_("Sauvegarde la base et l'entrepôt, et relit la sauvegarde."),
)
keeping_small = dg.define_asset_job(
    "keeping_small",
    selection=dg.AssetSelection.assets(maintenance),
    description=_("Allège l'entrepôt de ses états passés."),
)

every_morning = [
    dg.ScheduleDefinition(
        job=saving,
        cron_schedule="30 3 * * *",
        execution_timezone=TIME_ZONE,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description=_("Chaque nuit à 3 h 30."),
    ),
    dg.ScheduleDefinition(
        job=keeping_small,
        cron_schedule="30 4 * * *",
        execution_timezone=TIME_ZONE,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description=_("Chaque nuit à 4 h 30."),
    ),
]
