select
    id as goods_receipt_id,
    public_id,
    company_id,
    agency_id,
    supplier_id,
    warehouse_id,
    site_id,
    reference,
    supplier_reference,
    received_on,
    net,
    note,
    by_id,
    issued_at,
    document_id,
    created_at
from {{ source('purchasing', 'goods_receipt') }}
