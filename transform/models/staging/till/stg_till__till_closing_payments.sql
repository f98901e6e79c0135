select id as till_closing_payment_id, till_closing_id, payment_method_id, amount, created_at
from {{ source('till', 'till_closing_payment') }}
