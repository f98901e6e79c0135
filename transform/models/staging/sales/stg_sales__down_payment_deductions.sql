select id as down_payment_deduction_id, invoice_id, down_payment_id, net, vat, gross, created_at
from {{ source('sales', 'down_payment_deduction') }}
