select
    id as account_id,
    company_id,
    number,
    label,
    kind,
    subledger,
    is_matched,
    archived_at,
    created_at
from {{ source('accounting', 'account') }}
