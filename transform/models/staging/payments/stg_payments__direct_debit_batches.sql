select
    id as direct_debit_batch_id,
    public_id,
    company_id,
    bank_account_id,
    reference,
    collect_on,
    sent_at,
    created_at
from {{ source('payments', 'direct_debit_batch') }}
