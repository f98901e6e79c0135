select
    id as mileage_allowance_id,
    public_id,
    employee_id,
    vehicle_id,
    month,
    kilometers,
    year_kilometers,
    amount,
    settled_at,
    settled_by_id,
    created_at
from {{ source('planning', 'mileage_allowance') }}
