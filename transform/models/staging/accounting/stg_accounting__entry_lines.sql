select
    id as entry_line_id,
    journal_entry_id,
    position,
    account_id,
    party_id,
    label,
    debit,
    credit,
    due_on,
    created_at
from {{ source('accounting', 'entry_line') }}
