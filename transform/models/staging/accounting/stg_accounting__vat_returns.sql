select
    id as vat_return_id,
    public_id,
    company_id,
    period_start,
    period_end,
    state,
    filed_at,
    filed_by_id,
    journal_entry_id,
    created_at
from {{ source('accounting', 'vat_return') }}
