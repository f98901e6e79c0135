select
    id as vat_account_id,
    company_id,
    vat_use,
    vat_percentage,
    account_id,
    valid_from,
    valid_to,
    created_at
from {{ source('accounting', 'vat_account') }}
