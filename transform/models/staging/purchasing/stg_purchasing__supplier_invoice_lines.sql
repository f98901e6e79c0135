select
    id as supplier_invoice_line_id,
    supplier_invoice_id,
    position,
    goods_receipt_line_id,
    is_in_force,
    item_id,
    designation,
    quantity,
    unit_price,
    discount_rate,
    net,
    vat_category,
    vat_percentage,
    account_number,
    created_at
from {{ source('purchasing', 'supplier_invoice_line') }}
