select
    id as recurring_invoice_line_id,
    recurring_invoice_id,
    position,
    kind,
    designation,
    quantity,
    unit_code,
    unit_price,
    discount_rate,
    net_before_discount,
    net,
    vat_category,
    vat_percentage,
    unit_cost,
    cost,
    item_id,
    created_at
from {{ source('sales', 'recurring_invoice_line') }}
