select id as item_barcode_id, item_id, barcode, created_at
from {{ source('catalog', 'item_barcode') }}
