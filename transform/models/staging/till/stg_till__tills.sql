select
    id as till_id,
    public_id,
    company_id,
    agency_id,
    warehouse_id,
    code,
    label,
    archived_at,
    created_at
from {{ source('till', 'till') }}
