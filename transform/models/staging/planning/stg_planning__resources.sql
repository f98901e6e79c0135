select
    id as resource_id,
    public_id,
    agency_id,
    kind,
    name,
    employee_id,
    vehicle_id,
    resource_group_id,
    non_overlapping,
    color,
    archived_at,
    created_at
from {{ source('planning', 'resource') }}
