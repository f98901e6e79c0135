select id as sales_target_id, salesperson_id, month, net, created_at
from {{ source('sales', 'sales_target') }}
