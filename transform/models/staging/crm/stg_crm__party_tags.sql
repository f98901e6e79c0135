select id as party_tag_id, party_id, tag_id, created_at from {{ source('crm', 'party_tag') }}
