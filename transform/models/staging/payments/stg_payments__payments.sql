select
    id as payment_id,
    public_id,
    company_id,
    agency_id,
    customer_id,
    payment_method_id,
    bank_account_id,
    reference,
    direction,
    received_on,
    amount,
    cheque_number,
    cheque_bank,
    not_before,
    is_down_payment,
    note,
    created_at
from {{ source('payments', 'payment') }}
