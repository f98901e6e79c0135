select
    id as voucher_id,
    public_id,
    company_id,
    number,
    kind,
    customer_id,
    issued_by_receipt_id,
    amount,
    issued_on,
    expires_on,
    created_at
from {{ source('till', 'voucher') }}
