"""The nightly load, rebuild and reconciliation."""

import dagster as dg

from operational.core.i18n import _
from orchestration.defs.load.assets import loaded_tables
from orchestration.defs.warehouse.assets import warehouse
from orchestration.defs.warehouse.project import TIME_ZONE

nightly = dg.define_asset_job(
    "nightly",
    selection=dg.AssetSelection.assets(loaded_tables, warehouse),
    description=_(
        "Charge ce qui a changé, recalcule tout l'entrepôt, et le compare à PostgreSQL et à ce"
        " que les mises à jour en direct avaient donné."
    ),
)

every_night = dg.ScheduleDefinition(
    job=nightly,
    cron_schedule="30 2 * * *",
    execution_timezone=TIME_ZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description=_("Chaque nuit à 2 h 30."),
)
