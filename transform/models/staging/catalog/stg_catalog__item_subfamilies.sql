select id as item_subfamily_id, item_family_id, code, label, created_at
from {{ source('catalog', 'item_subfamily') }}
