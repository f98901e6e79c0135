select id as payment_terms_id, code, label, archived_at, created_at
from {{ source('payments', 'payment_terms') }}
