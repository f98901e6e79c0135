select id as payment_cancellation_id, payment_id, canceled_on, reason, by_id, created_at
from {{ source('payments', 'payment_cancellation') }}
