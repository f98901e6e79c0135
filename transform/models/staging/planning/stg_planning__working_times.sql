select
    id as working_time_id,
    resource_id,
    weekday,
    starts_at,
    ends_at,
    valid_from,
    valid_to,
    created_at
from {{ source('planning', 'working_time') }}
