select
    id as contact_point_id,
    party_id,
    contact_id,
    kind,
    value,
    normalized,
    label,
    is_default,
    created_at
from {{ source('crm', 'contact_point') }}
