select
    id as deposit_slip_id,
    public_id,
    company_id,
    bank_account_id,
    reference,
    deposited_on,
    total,
    issued_at,
    created_at
from {{ source('payments', 'deposit_slip') }}
