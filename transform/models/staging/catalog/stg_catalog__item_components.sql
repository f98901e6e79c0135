select id as item_component_id, assembly_id, component_id, position, quantity, created_at
from {{ source('catalog', 'item_component') }}
