select
    id as purchase_price_change_id,
    item_id,
    changed_at,
    old_price,
    new_price,
    kept,
    by_id,
    created_at
from {{ source('catalog', 'purchase_price_change') }}
