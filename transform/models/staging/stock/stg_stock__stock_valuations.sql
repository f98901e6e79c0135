select
    id as stock_valuation_id,
    stock_movement_id,
    unit_cost,
    quantity_after,
    average_unit_cost,
    created_at
from {{ source('stock', 'stock_valuation') }}
