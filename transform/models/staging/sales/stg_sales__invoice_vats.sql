select id as invoice_vat_id, invoice_id, vat_category, vat_percentage, net, vat, created_at
from {{ source('sales', 'invoice_vat') }}
