select
    id as journal_id,
    company_id,
    code,
    label,
    kind,
    bank_account_id,
    account_id,
    archived_at,
    created_at
from {{ source('accounting', 'journal') }}
