select
    id as delivery_note_id,
    public_id,
    company_id,
    agency_id,
    customer_id,
    site_id,
    sales_order_id,
    warehouse_id,
    reference,
    delivered_on,
    issued_at,
    signature_id,
    printed,
    created_at
from {{ source('sales', 'delivery_note') }}
