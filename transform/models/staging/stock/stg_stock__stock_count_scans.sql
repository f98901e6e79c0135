select
    id as stock_count_scan_id,
    public_id,
    stock_count_id,
    stock_count_line_id,
    barcode,
    quantity,
    scanned_at,
    by_id,
    created_at
from {{ source('stock', 'stock_count_scan') }}
