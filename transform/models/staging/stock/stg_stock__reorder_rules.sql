select id as reorder_rule_id, item_id, warehouse_id, reorder_level, target_quantity, created_at
from {{ source('stock', 'reorder_rule') }}
