select
    id as bank_account_id,
    company_id,
    label,
    iban,
    bic,
    account_number,
    sepa_creditor_id,
    created_at
from {{ source('payments', 'bank_account') }}
