select
    id as purchase_order_line_id,
    purchase_order_id,
    position,
    item_id,
    supplier_reference,
    designation,
    quantity,
    unit_code,
    unit_price,
    discount_rate,
    net,
    vat_percentage,
    promised_on,
    created_at
from {{ source('purchasing', 'purchase_order_line') }}
