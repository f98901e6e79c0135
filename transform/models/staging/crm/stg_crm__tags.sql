select id as tag_id, name, created_at from {{ source('crm', 'tag') }}
