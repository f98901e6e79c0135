select
    id as vehicle_id,
    public_id,
    agency_id,
    registration,
    name,
    kind,
    fiscal_power,
    is_electric,
    owner_employee_id,
    warehouse_id,
    archived_at,
    created_at
from {{ source('planning', 'vehicle') }}
