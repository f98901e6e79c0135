select id as deposit_slip_line_id, deposit_slip_id, payment_id, created_at
from {{ source('payments', 'deposit_slip_line') }}
