select
    id as suppression_id,
    company_id,
    channel,
    address,
    reason,
    suppressed_at,
    message_id,
    lifted_at,
    lifted_by_id,
    lift_reason,
    created_at
from {{ source('mailing', 'suppression') }}
