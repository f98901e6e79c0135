select
    id as contract_period_id,
    service_contract_id,
    starts_on,
    ends_on,
    invoice_on,
    net,
    invoice_id,
    created_at
from {{ source('contracts', 'contract_period') }}
