select id as stock_level_id, item_id, warehouse_id, quantity, storage_location_id, created_at
from {{ source('stock', 'stock_level') }}
