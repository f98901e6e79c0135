select
    id as dunning_notice_line_id,
    dunning_notice_id,
    instalment_id,
    level,
    amount_gross,
    days_late,
    interest,
    indemnity,
    created_at
from {{ source('sales', 'dunning_notice_line') }}
