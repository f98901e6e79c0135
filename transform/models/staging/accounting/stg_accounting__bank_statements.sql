select
    id as bank_statement_id,
    public_id,
    bank_account_id,
    reference,
    starts_on,
    ends_on,
    opening_balance,
    closing_balance,
    file_id,
    created_at
from {{ source('accounting', 'bank_statement') }}
