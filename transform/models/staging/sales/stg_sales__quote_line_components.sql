select
    id as quote_line_component_id,
    quote_line_id,
    path,
    designation,
    quantity,
    unit_cost,
    unit_price,
    cost,
    item_id,
    created_at
from {{ source('sales', 'quote_line_component') }}
