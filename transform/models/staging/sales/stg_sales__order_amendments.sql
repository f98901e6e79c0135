select
    id as order_amendment_id,
    public_id,
    sales_order_id,
    number,
    title,
    quote_id,
    confirmed_on,
    net,
    vat,
    gross,
    created_at
from {{ source('sales', 'order_amendment') }}
