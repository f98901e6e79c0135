select id as invoice_sending_id, invoice_id, channel, recipient, sent_at, by_id, created_at
from {{ source('sales', 'invoice_sending') }}
