select id as external_identity_id, user_id, issuer, subject, created_at
from {{ source('identity', 'external_identity') }}
