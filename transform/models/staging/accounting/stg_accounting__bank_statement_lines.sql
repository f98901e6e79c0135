select
    id as bank_statement_line_id,
    bank_statement_id,
    position,
    booked_on,
    value_on,
    label,
    bank_reference,
    counterparty_iban,
    amount,
    created_at
from {{ source('accounting', 'bank_statement_line') }}
