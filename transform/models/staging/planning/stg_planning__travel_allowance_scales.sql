select
    id as travel_allowance_scale_id,
    agency_id,
    zone,
    from_kilometers,
    up_to_kilometers,
    meal_amount,
    transport_amount,
    travel_amount,
    valid_from,
    valid_to,
    created_at
from {{ source('planning', 'travel_allowance_scale') }}
