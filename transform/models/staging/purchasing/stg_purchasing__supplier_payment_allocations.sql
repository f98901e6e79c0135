select
    id as supplier_payment_allocation_id,
    supplier_payment_id,
    credit_note_id,
    supplier_invoice_id,
    allocated_on,
    amount,
    undone_at,
    undo_reason,
    created_at
from {{ source('purchasing', 'supplier_payment_allocation') }}
