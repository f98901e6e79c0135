select
    id as supplier_invoice_vat_id,
    supplier_invoice_id,
    vat_category,
    vat_percentage,
    net,
    vat,
    deductible_rate,
    created_at
from {{ source('purchasing', 'supplier_invoice_vat') }}
