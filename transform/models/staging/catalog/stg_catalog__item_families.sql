select id as item_family_id, code, label, position, created_at
from {{ source('catalog', 'item_family') }}
