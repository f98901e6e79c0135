select
    id as payment_terms_line_id,
    payment_terms_id,
    position,
    percentage,
    delay_days,
    due_rule,
    payment_method_id,
    created_at
from {{ source('payments', 'payment_terms_line') }}
