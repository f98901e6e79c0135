select
    id as address_id,
    public_id,
    party_id,
    kind,
    is_default,
    line1,
    line2,
    postal_code,
    city,
    insee_code,
    department,
    region,
    country,
    latitude,
    longitude,
    geocoding_precision,
    created_at
from {{ source('crm', 'address') }}
