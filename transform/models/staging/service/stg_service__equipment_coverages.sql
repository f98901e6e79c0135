select
    id as equipment_coverage_id,
    equipment_id,
    service_contract_id,
    valid_from,
    valid_to,
    created_at
from {{ source('service', 'equipment_coverage') }}
