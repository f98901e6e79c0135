select
    id as contract_amendment_id,
    service_contract_id,
    number,
    kind,
    effective_on,
    signed_on,
    yearly_net_change,
    reason,
    by_id,
    created_at
from {{ source('contracts', 'contract_amendment') }}
