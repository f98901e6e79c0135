select id as storage_location_id, warehouse_id, code, barcode, created_at
from {{ source('stock', 'storage_location') }}
