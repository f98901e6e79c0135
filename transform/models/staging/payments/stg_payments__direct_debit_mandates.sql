select
    id as direct_debit_mandate_id,
    customer_id,
    reference,
    scheme,
    iban,
    bic,
    signed_on,
    last_used_on,
    revoked_on,
    created_at
from {{ source('payments', 'direct_debit_mandate') }}
