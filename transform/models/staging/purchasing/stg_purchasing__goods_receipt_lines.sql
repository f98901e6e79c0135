select
    id as goods_receipt_line_id,
    goods_receipt_id,
    position,
    purchase_order_line_id,
    returned_line_id,
    item_id,
    designation,
    quantity,
    unit_price,
    discount_rate,
    net,
    promised_on,
    is_over_receipt,
    closes_remainder,
    created_at
from {{ source('purchasing', 'goods_receipt_line') }}
