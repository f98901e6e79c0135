select
    id as stock_movement_id,
    item_id,
    warehouse_id,
    moved_on,
    quantity,
    unit_cost,
    kind,
    returned_movement_id,
    project_id,
    source_kind,
    source_id,
    by_id,
    note,
    created_at
from {{ source('stock', 'stock_movement') }}
