select id as role_id, code, name, archived_at, created_at from {{ source('identity', 'role') }}
