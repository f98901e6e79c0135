select
    id as supplier_item_id,
    item_id,
    supplier_id,
    supplier_reference,
    purchase_price,
    discount_rate,
    pack_quantity,
    lead_time_days,
    is_preferred,
    created_at
from {{ source('catalog', 'supplier_item') }}
