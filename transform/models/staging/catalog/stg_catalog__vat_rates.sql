select
    id as vat_rate_id,
    code,
    label,
    category,
    percentage,
    valid_from,
    valid_to,
    exemption_code,
    created_at
from {{ source('catalog', 'vat_rate') }}
