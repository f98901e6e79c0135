select
    id as payment_allocation_id,
    instalment_id,
    payment_id,
    credit_note_id,
    amount,
    allocated_on,
    undone_on,
    undo_reason,
    undone_at,
    created_at
from {{ source('sales', 'payment_allocation') }}
