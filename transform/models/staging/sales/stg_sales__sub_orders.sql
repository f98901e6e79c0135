select id as sub_order_id, sales_order_id, position, planned_on, net, created_at
from {{ source('sales', 'sub_order') }}
