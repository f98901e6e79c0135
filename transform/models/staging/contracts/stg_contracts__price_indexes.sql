select id as price_index_id, code, label, source, created_at
from {{ source('contracts', 'price_index') }}
