select
    id as scenario_run_id,
    scenario_id,
    customer_id,
    started_on,
    next_step,
    next_on,
    finished_at,
    form_response_id,
    created_at
from {{ source('crm', 'scenario_run') }}
