select id as app_user_id, public_id, email, name, password_set_at, archived_at, created_at
from {{ source('identity', 'app_user') }}
