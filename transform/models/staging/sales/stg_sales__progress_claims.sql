select
    id as progress_claim_id,
    public_id,
    sales_order_id,
    number,
    claimed_on,
    is_final,
    canceled_at,
    canceled_by_id,
    created_at
from {{ source('sales', 'progress_claim') }}
