select
    id as direct_debit_id,
    direct_debit_batch_id,
    mandate_id,
    sequence,
    amount,
    end_to_end_id,
    payment_id,
    rejected_on,
    reject_reason,
    created_at
from {{ source('payments', 'direct_debit') }}
