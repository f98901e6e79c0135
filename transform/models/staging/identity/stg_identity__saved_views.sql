select id as saved_view_id, public_id, owner_id, page, name, query, is_shared, created_at
from {{ source('identity', 'saved_view') }}
