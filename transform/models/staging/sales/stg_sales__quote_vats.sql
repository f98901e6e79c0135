select id as quote_vat_id, quote_id, vat_category, vat_percentage, net, vat, created_at
from {{ source('sales', 'quote_vat') }}
