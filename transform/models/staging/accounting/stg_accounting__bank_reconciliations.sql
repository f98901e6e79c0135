select
    id as bank_reconciliation_id,
    bank_statement_line_id,
    entry_line_id,
    reconciled_at,
    by_id,
    created_at
from {{ source('accounting', 'bank_reconciliation') }}
