select id as serial_number_id, public_id, item_id, number, state, warehouse_id, created_at
from {{ source('stock', 'serial_number') }}
