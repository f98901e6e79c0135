"""The nightly load, rebuild and reconciliation."""

import dagster as dg

from orchestration.defs.warehouse.project import TIME_ZONE

nightly = dg.define_asset_job(
    "nightly",
    selection=dg.AssetSelection.all(),
    description="Charge ce qui a changé, recalcule tout l'entrepôt, et le compare à PostgreSQL.",
)

every_night = dg.ScheduleDefinition(
    job=nightly,
    cron_schedule="30 2 * * *",
    execution_timezone=TIME_ZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
