select id as delivery_serial_id, delivery_note_line_id, serial_number_id, created_at
from {{ source('sales', 'delivery_serial') }}
