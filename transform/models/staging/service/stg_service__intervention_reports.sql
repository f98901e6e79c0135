select
    id as intervention_report_id,
    public_id,
    intervention_id,
    form_response_id,
    work_done,
    work_left,
    frozen_at,
    frozen_by_id,
    signature_id,
    unsigned_reason,
    document_id,
    created_at
from {{ source('service', 'intervention_report') }}
