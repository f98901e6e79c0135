select
    id as contract_type_id,
    code,
    label,
    duration_months,
    billing_months,
    billing_term,
    visits_per_year,
    visit_form_id,
    tacit_renewal,
    notice_days,
    archived_at,
    created_at
from {{ source('contracts', 'contract_type') }}
