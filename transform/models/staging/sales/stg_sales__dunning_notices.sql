select
    id as dunning_notice_id,
    public_id,
    company_id,
    customer_id,
    reference,
    level,
    channel,
    state,
    prepared_at,
    sent_on,
    amount_gross,
    interest,
    indemnity,
    document_id,
    created_at
from {{ source('sales', 'dunning_notice') }}
