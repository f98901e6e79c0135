select
    id as purchase_allocation_id,
    purchase_order_line_id,
    goods_receipt_line_id,
    project_id,
    work_package_id,
    percentage,
    net,
    created_at
from {{ source('purchasing', 'purchase_allocation') }}
