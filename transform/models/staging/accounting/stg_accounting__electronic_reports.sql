select
    id as electronic_report_id,
    public_id,
    company_id,
    flow,
    period_start,
    period_end,
    state,
    filed_at,
    filed_by_id,
    file_id,
    created_at
from {{ source('accounting', 'electronic_report') }}
