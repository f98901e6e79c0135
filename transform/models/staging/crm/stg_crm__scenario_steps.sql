select
    id as scenario_step_id,
    scenario_id,
    position,
    delay_days,
    channel,
    form_version_id,
    template,
    created_at
from {{ source('crm', 'scenario_step') }}
