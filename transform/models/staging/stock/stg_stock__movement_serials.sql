select id as movement_serial_id, item_id, stock_movement_id, serial_number_id, created_at
from {{ source('stock', 'movement_serial') }}
