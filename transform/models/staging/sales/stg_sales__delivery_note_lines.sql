select
    id as delivery_note_line_id,
    delivery_note_id,
    sales_order_line_id,
    item_id,
    position,
    designation,
    quantity,
    created_at
from {{ source('sales', 'delivery_note_line') }}
