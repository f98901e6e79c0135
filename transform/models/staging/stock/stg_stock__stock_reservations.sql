select
    id as stock_reservation_id,
    item_id,
    warehouse_id,
    quantity,
    project_id,
    source_kind,
    source_id,
    needed_on,
    by_id,
    released_at,
    release_reason,
    created_at
from {{ source('stock', 'stock_reservation') }}
