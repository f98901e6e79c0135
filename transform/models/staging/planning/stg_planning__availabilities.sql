select
    id as availability_id,
    resource_id,
    kind,
    starts_at,
    ends_at,
    reason,
    approved_at,
    approved_by_id,
    created_at
from {{ source('planning', 'availability') }}
