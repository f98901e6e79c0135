select
    id as supplier_payment_id,
    public_id,
    company_id,
    agency_id,
    supplier_id,
    payment_method_id,
    bank_account_id,
    reference,
    direction,
    paid_on,
    amount,
    cheque_number,
    by_id,
    canceled_at,
    cancel_reason,
    created_at
from {{ source('purchasing', 'supplier_payment') }}
