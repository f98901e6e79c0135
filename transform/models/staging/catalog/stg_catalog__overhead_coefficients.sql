select
    id as overhead_coefficient_id,
    company_id,
    item_family_id,
    coefficient,
    valid_from,
    valid_to,
    created_at
from {{ source('catalog', 'overhead_coefficient') }}
