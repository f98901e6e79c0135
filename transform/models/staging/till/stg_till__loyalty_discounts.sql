select
    id as loyalty_discount_id,
    loyalty_program_id,
    item_family_id,
    item_subfamily_id,
    discount_rate,
    valid_from,
    valid_to,
    created_at
from {{ source('till', 'loyalty_discount') }}
