select id as resource_membership_id, team_id, member_id, valid_from, valid_to, created_at
from {{ source('planning', 'resource_membership') }}
