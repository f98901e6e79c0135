select id as average_cost_id, item_id, quantity, unit_cost, created_at
from {{ source('stock', 'average_cost') }}
