select
    id as service_type_id,
    code,
    label,
    color,
    usual_minutes,
    diagnostic_form_id,
    report_form_id,
    is_billable,
    archived_at,
    created_at
from {{ source('service', 'service_type') }}
