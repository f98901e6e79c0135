select id as price_index_value_id, price_index_id, month, value, published_on, created_at
from {{ source('contracts', 'price_index_value') }}
