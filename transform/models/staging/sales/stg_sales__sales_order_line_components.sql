select
    id as sales_order_line_component_id,
    sales_order_line_id,
    path,
    designation,
    quantity,
    unit_cost,
    unit_price,
    cost,
    item_id,
    created_at
from {{ source('sales', 'sales_order_line_component') }}
