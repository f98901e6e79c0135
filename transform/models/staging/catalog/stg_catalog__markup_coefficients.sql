select
    id as markup_coefficient_id,
    customer_status_id,
    item_family_id,
    coefficient,
    valid_from,
    valid_to,
    created_at
from {{ source('catalog', 'markup_coefficient') }}
