select
    id as commission_line_id,
    commission_period_id,
    salesperson_id,
    invoice_line_id,
    base_amount,
    rate,
    commission,
    created_at
from {{ source('sales', 'commission_line') }}
