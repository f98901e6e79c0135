select
    id as loyalty_terms_id,
    loyalty_program_id,
    factor,
    point_value,
    threshold,
    expiry_months,
    valid_from,
    valid_to,
    created_at
from {{ source('till', 'loyalty_terms') }}
