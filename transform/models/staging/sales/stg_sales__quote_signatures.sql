select id as quote_signature_id, quote_id, signature_id, signed_at, created_at
from {{ source('sales', 'quote_signature') }}
