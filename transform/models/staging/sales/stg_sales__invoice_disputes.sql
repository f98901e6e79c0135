select id as invoice_dispute_id, invoice_id, opened_on, reason, by_id, closed_on, created_at
from {{ source('sales', 'invoice_dispute') }}
