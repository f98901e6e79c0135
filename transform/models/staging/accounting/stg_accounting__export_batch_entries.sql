select
    id as export_batch_entry_id,
    export_batch_id,
    journal_entry_id,
    canceled_at,
    canceled_by_id,
    created_at
from {{ source('accounting', 'export_batch_entry') }}
