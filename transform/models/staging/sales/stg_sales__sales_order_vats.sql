select id as sales_order_vat_id, sales_order_id, vat_category, vat_percentage, net, vat, created_at
from {{ source('sales', 'sales_order_vat') }}
