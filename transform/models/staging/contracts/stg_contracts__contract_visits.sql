select
    id as contract_visit_id,
    service_contract_id,
    due_on,
    form_version_id,
    done_on,
    done_by_id,
    canceled_on,
    canceled_by_id,
    cancel_reason,
    created_at
from {{ source('contracts', 'contract_visit') }}
