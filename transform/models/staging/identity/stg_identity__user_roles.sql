select id as user_role_id, user_id, role_id, row_scope, agency_id, created_at
from {{ source('identity', 'user_role') }}
