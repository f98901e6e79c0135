select
    id as till_receipt_vat_id,
    till_receipt_id,
    vat_category,
    vat_percentage,
    net,
    vat,
    gross,
    created_at
from {{ source('till', 'till_receipt_vat') }}
