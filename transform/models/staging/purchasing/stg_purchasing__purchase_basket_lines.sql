select
    id as purchase_basket_line_id,
    agency_id,
    item_id,
    quantity,
    supplier_id,
    warehouse_id,
    project_id,
    needed_on,
    origin,
    source_kind,
    source_id,
    note,
    by_id,
    purchase_order_line_id,
    dropped_at,
    dropped_by_id,
    created_at
from {{ source('purchasing', 'purchase_basket_line') }}
