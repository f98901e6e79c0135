select id as snag_id, handover_id, description, fixed_on, fixed_by_id, created_at
from {{ source('projects', 'snag') }}
