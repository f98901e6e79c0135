select
    id as stock_count_line_id,
    stock_count_id,
    item_id,
    expected_quantity,
    counted_quantity,
    counted_at,
    counted_by_id,
    reason,
    created_at
from {{ source('stock', 'stock_count_line') }}
