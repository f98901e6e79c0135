select
    id as travel_allowance_id,
    employee_id,
    day,
    site_id,
    project_id,
    zone,
    kilometers,
    meal_amount,
    transport_amount,
    travel_amount,
    settled_at,
    settled_by_id,
    created_at
from {{ source('planning', 'travel_allowance') }}
