select
    id as invoice_line_component_id,
    invoice_line_id,
    path,
    designation,
    quantity,
    unit_cost,
    unit_price,
    cost,
    item_id,
    created_at
from {{ source('sales', 'invoice_line_component') }}
