select
    id as warehouse_id,
    public_id,
    agency_id,
    code,
    name,
    kind,
    employee_id,
    allows_negative,
    archived_at,
    created_at
from {{ source('stock', 'warehouse') }}
