select
    id as stock_transfer_id,
    public_id,
    from_warehouse_id,
    to_warehouse_id,
    moved_on,
    by_id,
    note,
    created_at
from {{ source('stock', 'stock_transfer') }}
