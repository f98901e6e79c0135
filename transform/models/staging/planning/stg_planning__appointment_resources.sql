select
    id as appointment_resource_id,
    appointment_id,
    resource_id,
    starts_at,
    ends_at,
    is_exclusive,
    round_position,
    travel_kilometers,
    travel_minutes,
    created_at
from {{ source('planning', 'appointment_resource') }}
