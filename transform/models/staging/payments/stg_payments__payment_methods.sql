select id as payment_method_id, code, label, kind, archived_at, created_at
from {{ source('payments', 'payment_method') }}
