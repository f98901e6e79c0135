select
    id as agency_id,
    public_id,
    company_id,
    code,
    name,
    siret,
    address,
    postal_code,
    city,
    archived_at,
    created_at
from {{ source('core', 'agency') }}
