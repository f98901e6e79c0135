select
    id as mileage_scale_id,
    vehicle_kind,
    power_from,
    power_to,
    over_kilometers,
    up_to_kilometers,
    rate,
    constant,
    electric_bonus_percent,
    valid_from,
    valid_to,
    created_at
from {{ source('planning', 'mileage_scale') }}
