select
    id as contract_renewal_id,
    old_contract_id,
    new_contract_id,
    renewed_on,
    kind,
    revision_rate,
    by_id,
    created_at
from {{ source('contracts', 'contract_renewal') }}
