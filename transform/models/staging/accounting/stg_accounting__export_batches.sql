select
    id as export_batch_id,
    public_id,
    company_id,
    export_format_id,
    period_start,
    period_end,
    by_id,
    file_id,
    entry_count,
    debit_total,
    canceled_at,
    canceled_by_id,
    cancel_reason,
    created_at
from {{ source('accounting', 'export_batch') }}
