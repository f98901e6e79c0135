select
    id as till_receipt_payment_id,
    till_receipt_id,
    position,
    payment_method_id,
    amount,
    tendered,
    voucher_id,
    payment_id,
    created_at
from {{ source('till', 'till_receipt_payment') }}
