select
    id as stock_count_id,
    public_id,
    warehouse_id,
    counted_on,
    title,
    state,
    started_at,
    started_by_id,
    validated_at,
    validated_by_id,
    canceled_at,
    cancel_reason,
    created_at
from {{ source('stock', 'stock_count') }}
