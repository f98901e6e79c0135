select id as instalment_id, invoice_id, position, kind, due_on, amount, created_at
from {{ source('sales', 'instalment') }}
