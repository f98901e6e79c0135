select
    id as mileage_trip_id,
    public_id,
    employee_id,
    vehicle_id,
    day,
    from_label,
    from_latitude,
    from_longitude,
    to_label,
    to_latitude,
    to_longitude,
    kilometers,
    computed_kilometers,
    purpose,
    appointment_id,
    mileage_allowance_id,
    created_at
from {{ source('planning', 'mileage_trip') }}
