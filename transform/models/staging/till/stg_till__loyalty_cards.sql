select
    id as loyalty_card_id,
    public_id,
    loyalty_program_id,
    customer_id,
    number,
    issued_on,
    blocked_on,
    block_reason,
    created_at
from {{ source('till', 'loyalty_card') }}
