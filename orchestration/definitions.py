"""What `dagster-webserver` and `dagster-daemon` serve: all that is under `defs/`, listed here once."""

import dagster as dg

from orchestration.defs.load.assets import loaded_tables
from orchestration.defs.load.checks import equals_postgresql
from orchestration.defs.warehouse.assets import warehouse
from orchestration.defs.warehouse.project import dbt_cli
from orchestration.defs.warehouse.schedules import every_night, nightly

defs = dg.Definitions(
    assets=[loaded_tables, warehouse],
    asset_checks=[equals_postgresql],
    jobs=[nightly],
    schedules=[every_night],
    resources={"dbt_command": dbt_cli()},
)
