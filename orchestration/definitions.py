"""What `dagster-webserver` and `dagster-daemon` serve: all that is under `defs/`, listed here once."""

import dagster as dg

from orchestration.defs.alerts.sensors import check_failures, run_failures
from orchestration.defs.care.assets import backup, maintenance
from orchestration.defs.care.checks import is_whole
from orchestration.defs.care.schedules import every_morning, keeping_small, saving
from orchestration.defs.load.assets import loaded_tables
from orchestration.defs.load.checks import equals_postgresql
from orchestration.defs.night.schedules import every_night, nightly
from orchestration.defs.pages.assets import pages
from orchestration.defs.warehouse.assets import warehouse
from orchestration.defs.warehouse.checks import increments_equal_rebuild
from orchestration.defs.warehouse.project import dbt_cli

defs = dg.Definitions(
    assets=[loaded_tables, warehouse, *pages(), backup, maintenance],
    asset_checks=[equals_postgresql, increments_equal_rebuild, is_whole],
    jobs=[nightly, saving, keeping_small],
    schedules=[every_night, *every_morning],
    sensors=[run_failures, check_failures],
    resources={"dbt_command": dbt_cli()},
)
