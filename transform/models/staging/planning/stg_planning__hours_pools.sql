select
    id as hours_pool_id,
    resource_group_id,
    week_starts_on,
    available_hours,
    forecast_hours,
    note,
    created_at
from {{ source('planning', 'hours_pool') }}
