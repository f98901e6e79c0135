select
    id as contract_suspension_id,
    service_contract_id,
    starts_on,
    ends_on,
    reason,
    by_id,
    created_at
from {{ source('contracts', 'contract_suspension') }}
