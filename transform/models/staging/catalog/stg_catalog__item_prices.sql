select
    id as item_price_id, item_id, customer_status_id, unit_price, valid_from, valid_to, created_at
from {{ source('catalog', 'item_price') }}
