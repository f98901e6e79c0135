select id as role_right_id, role_id, code, created_at from {{ source('identity', 'role_right') }}
