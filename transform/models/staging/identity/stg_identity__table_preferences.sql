select id as table_preference_id, user_id, table_code, layout, created_at
from {{ source('identity', 'table_preference') }}
